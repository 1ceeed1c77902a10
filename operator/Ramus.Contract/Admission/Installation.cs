namespace Ramus.Contract.Admission;

/// <summary>The names of the objects that the chart, the operator and the webhook share; options change most.</summary>
public static class Installation
{
    /// <summary>The namespace of the documented installation, which commands outside of a pod assume.</summary>
    public const string Namespace = "ramus-system";

    /// <summary>The operator's Deployment, ClusterRole and Lease, and the name under which it writes fields.</summary>
    public const string Operator = "ramus-operator";

    /// <summary>The agents' DaemonSet, and the name under which they write fields.</summary>
    public const string Node = "ramus-node";

    /// <summary>The webhook's Deployment, Service and ConfigMap.</summary>
    public const string Webhook = "ramus-webhook";

    /// <summary>The Secret with the webhook's certificate; its keys are those of <see cref="ServingSecret"/>.</summary>
    public const string WebhookSecret = "ramus-webhook-tls";

    /// <summary>The mutating and the validating registration of the webhook.</summary>
    public const string Registrations = "ramus";

    /// <summary>The DaemonSet that cleans the nodes while the release is uninstalled.</summary>
    public const string Uninstall = "ramus-uninstall";

    /// <summary>The label by which the pods of one program are found; its value is the program's name above.</summary>
    public const string ProgramLabel = "app.kubernetes.io/name";

    /// <summary>The label of what a program made; its value is the program's name above.</summary>
    public const string MakerLabel = "app.kubernetes.io/managed-by";

    /// <summary>The file with the cluster's policy, as the chart mounts it into each pod.</summary>
    public const string PolicyFile = "/etc/ramus/policy/policy.json";
}
