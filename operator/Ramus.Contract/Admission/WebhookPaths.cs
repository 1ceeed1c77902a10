namespace Ramus.Contract.Admission;

/// <summary>The paths at which the webhook serves reviews and the operator registers them.</summary>
public static class WebhookPaths
{
    /// <summary>Pods that are created: changes them.</summary>
    public const string Pods = "/mutate/pods";

    /// <summary>Networks that are created or updated: allows or refuses them.</summary>
    public const string Networks = "/validate/networks";

    /// <summary>Networks that are deleted: allows or refuses it.</summary>
    public const string NetworkDeletions = "/validate/network-deletions";
}
