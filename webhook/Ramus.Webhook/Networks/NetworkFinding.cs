namespace Ramus.Webhook.Networks;

/// <summary>What is known of one network at the moment a pod asks for it.</summary>
internal abstract record NetworkFinding
{
    private NetworkFinding()
    {
    }

    internal sealed record Found(CachedNetwork Network) : NetworkFinding;

    /// <summary>No such network; the namespaces that have one of the same name.</summary>
    internal sealed record Missing(IReadOnlyList<string> NamespacesWithThatName) : NetworkFinding;

    /// <summary>Neither cache nor API server could say.</summary>
    internal sealed record Unknown(string Reason) : NetworkFinding;
}
