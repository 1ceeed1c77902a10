namespace Ramus.Contract.Admission;

/// <summary>The paths at which the webhook serves admission reviews; the operator registers them.</summary>
public static class WebhookPaths
{
    /// <summary>Mutates pods on creation.</summary>
    public const string Pods = "/mutate/pods";

    /// <summary>
    /// Warns of probable mistakes in new pods that <see cref="Pods"/> does not receive, and never refuses a pod.
    /// </summary>
    public const string PodHints = "/hint/pods";

    /// <summary>
    /// Warns of probable mistakes in objects with a pod template, such as Deployments, and never refuses one.
    /// </summary>
    public const string WorkloadHints = "/hint/workloads";

    /// <summary>Validates networks on creation and update.</summary>
    public const string Networks = "/validate/networks";

    /// <summary>Validates the deletion of networks.</summary>
    public const string NetworkDeletions = "/validate/network-deletions";
}
