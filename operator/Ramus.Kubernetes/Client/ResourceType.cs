namespace Ramus.Kubernetes.Client;

/// <summary>
/// A resource of the API server: group ("" = core), version and plural name, and the paths of its objects.
/// </summary>
public sealed record ResourceType(string Group, string Version, string Plural)
{
    public static ResourceType Pods { get; } = new("", "v1", "pods");

    public static ResourceType Nodes { get; } = new("", "v1", "nodes");

    public static ResourceType Namespaces { get; } = new("", "v1", "namespaces");

    public static ResourceType Secrets { get; } = new("", "v1", "secrets");

    public static ResourceType ConfigMaps { get; } = new("", "v1", "configmaps");

    public static ResourceType Events { get; } = new("", "v1", "events");

    public static ResourceType Deployments { get; } = new("apps", "v1", "deployments");

    public static ResourceType DaemonSets { get; } = new("apps", "v1", "daemonsets");

    public static ResourceType Leases { get; } = new("coordination.k8s.io", "v1", "leases");

    public static ResourceType CustomResourceDefinitions { get; } =
        new("apiextensions.k8s.io", "v1", "customresourcedefinitions");

    public static ResourceType MutatingWebhookConfigurations { get; } =
        new("admissionregistration.k8s.io", "v1", "mutatingwebhookconfigurations");

    public static ResourceType ValidatingWebhookConfigurations { get; } =
        new("admissionregistration.k8s.io", "v1", "validatingwebhookconfigurations");

    public static ResourceType NetworkAttachmentDefinitions { get; } =
        new("k8s.cni.cncf.io", "v1", "network-attachment-definitions");

    /// <summary>The path of the collection; a null namespace means the whole cluster.</summary>
    public string ListPath(string? @namespace = null)
    {
        var root = Group.Length == 0 ? $"/api/{Version}" : $"/apis/{Group}/{Version}";
        return string.IsNullOrEmpty(@namespace)
            ? $"{root}/{Plural}"
            : $"{root}/namespaces/{Uri.EscapeDataString(@namespace)}/{Plural}";
    }

    /// <summary>
    /// The path of one object, or of its subresource; a null namespace means a cluster-scoped object.
    /// </summary>
    public string ObjectPath(string? @namespace, string name, string? subresource = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var path = $"{ListPath(@namespace)}/{Uri.EscapeDataString(name)}";
        return subresource is null ? path : $"{path}/{subresource}";
    }

    public override string ToString() => Group.Length == 0 ? Plural : $"{Plural}.{Group}";
}
