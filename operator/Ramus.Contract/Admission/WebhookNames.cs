namespace Ramus.Contract.Admission;

/// <summary>The names of the webhooks in their registrations: they tell ours from those that others add.</summary>
public static class WebhookNames
{
    public const string Pods = "pods.webhook.ramus.dev";
    public const string Networks = "networks.webhook.ramus.dev";
    public const string NetworkDeletions = "network-deletions.webhook.ramus.dev";
}
