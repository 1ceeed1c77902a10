namespace Ramus.Contract.Admission;

/// <summary>
/// The names of the objects that the chart, the operator and the webhook share; most can be changed by options.
/// </summary>
public static class Installation
{
    /// <summary>The namespace of the documented installation, the default of commands that run outside a pod.</summary>
    public const string Namespace = "ramus-system";

    /// <summary>The operator's Deployment, ClusterRole, Lease and field manager.</summary>
    public const string Operator = "ramus-operator";

    /// <summary>The node agents' DaemonSet and field manager.</summary>
    public const string Node = "ramus-node";

    /// <summary>The component that the agents' events name as their source: the name that users know.</summary>
    public const string NodeEvents = "ramus";

    /// <summary>The webhook's Deployment, Service and ConfigMap.</summary>
    public const string Webhook = "ramus-webhook";

    /// <summary>The Secret with the webhook's certificate; its keys are those of <see cref="ServingSecret"/>.</summary>
    public const string WebhookSecret = "ramus-webhook-tls";

    /// <summary>The webhook's MutatingWebhookConfiguration and ValidatingWebhookConfiguration.</summary>
    public const string Registrations = "ramus";

    /// <summary>The DaemonSet that cleans up the nodes while the release is uninstalled.</summary>
    public const string Uninstall = "ramus-uninstall";

    /// <summary>
    /// A label that no node has. The template of <see cref="Uninstall"/> selects it until the agents are stopped.
    /// </summary>
    public const string UninstallGate = "ramus.dev/uninstall";

    /// <summary>The label that selects the pods of one program; its value is the program's name above.</summary>
    public const string ProgramLabel = "app.kubernetes.io/name";

    /// <summary>The label of objects that a program created; its value is the program's name above.</summary>
    public const string MakerLabel = "app.kubernetes.io/managed-by";

    /// <summary>The file with the cluster's policy, as the chart mounts it into each pod.</summary>
    public const string PolicyFile = "/etc/ramus/policy/policy.json";
}
