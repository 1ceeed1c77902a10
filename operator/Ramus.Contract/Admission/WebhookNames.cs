namespace Ramus.Contract.Admission;

/// <summary>
/// The names of our webhooks in the webhook configurations, where others may add webhooks of their own.
/// </summary>
public static class WebhookNames
{
    public const string Pods = "pods.webhook.ramus.dev";
    public const string PodHints = "pod-hints.webhook.ramus.dev";
    public const string WorkloadHints = "workload-hints.webhook.ramus.dev";
    public const string Networks = "networks.webhook.ramus.dev";
    public const string NetworkDeletions = "network-deletions.webhook.ramus.dev";
}
