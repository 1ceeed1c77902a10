using k8s;
using Ramus.Kubernetes;

namespace Ramus.Operator;

/// <summary>What the operator's life is made of.</summary>
internal sealed record OperatorParts(
    IKubernetes Client,
    CrdReconciler Crd,
    WebhookReconciler Webhook,
    PolicyWatch Policy,
    EventPublisher Events,
    OperatorMetrics Metrics,
    HealthChecks Checks);
