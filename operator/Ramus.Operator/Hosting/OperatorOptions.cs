using Ramus.Contract.Admission;
using Ramus.Kubernetes.Leases;
using Ramus.Kubernetes.Logging;
using Ramus.Operator.Networks;
using Ramus.Operator.Webhook;

namespace Ramus.Operator.Hosting;

/// <summary>All settings of the program, read once at its start.</summary>
internal sealed record OperatorOptions
{
    public required string Namespace { get; init; }

    public string? Kubeconfig { get; init; }

    public required LeaseElectorOptions Lease { get; init; }

    public bool ManageWebhook { get; init; } = true;

    public required WebhookSettings Webhook { get; init; }

    /// <summary>When the file does not exist, the policy forbids nothing.</summary>
    public string PolicyFile { get; init; } = Installation.PolicyFile;

    public PodSettings Pods { get; init; } = new();

    public int HealthPort { get; init; } = 8081;

    public int PrometheusPort { get; init; } = 9081;

    public LogSettings Log { get; init; } = new();
}
