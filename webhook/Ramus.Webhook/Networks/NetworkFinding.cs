namespace Ramus.Webhook.Networks;

/// <summary>The result of looking up a network that a pod selects.</summary>
internal abstract record NetworkFinding
{
    private NetworkFinding()
    {
    }

    internal sealed record Found(CachedNetwork Network) : NetworkFinding;

    /// <summary>The network does not exist; with the namespaces that have a network of the same name.</summary>
    internal sealed record Missing(IReadOnlyList<string> NamespacesWithThatName) : NetworkFinding;

    /// <summary>The network is not in the cache, and the API server did not answer.</summary>
    internal sealed record Unknown(string Reason) : NetworkFinding;
}
