using k8s;
using Ramus.Kubernetes.Events;
using Ramus.Operator.Crd;
using Ramus.Operator.Networks;
using Ramus.Operator.Objects;
using Ramus.Operator.Webhook;

namespace Ramus.Operator.Hosting;

/// <summary>The services that <see cref="OperatorService"/> runs.</summary>
internal sealed record OperatorParts(
    IKubernetes Client,
    CrdReconciler Crd,
    WebhookReconciler Webhook,
    PolicyWatch Policy,
    EventPublisher Events,
    OperatorMetrics Metrics);
