using System.Text.Json;

namespace Ramus.Contract.Selection;

/// <summary>A kind of object whose controller creates pods from a template.</summary>
/// <param name="Group">The API group; "" is the core group.</param>
/// <param name="Plural">The resource, for example <c>deployments</c>.</param>
/// <param name="Kind">The kind, for example <c>Deployment</c>.</param>
public sealed record Workload(string Group, string Plural, string Kind)
{
    /// <summary>Every kind of Kubernetes itself.</summary>
    public static IReadOnlyList<Workload> All { get; } =
    [
        new("apps", "daemonsets", "DaemonSet"),
        new("apps", "deployments", "Deployment"),
        new("apps", "replicasets", "ReplicaSet"),
        new("apps", "statefulsets", "StatefulSet"),
        new("batch", "cronjobs", "CronJob") { Outer = ["spec", "jobTemplate"] },
        new("batch", "jobs", "Job"),
        new("", "podtemplates", "PodTemplate") { Spec = [] },
        new("", "replicationcontrollers", "ReplicationController"),
    ];

    /// <summary>The template of another object around the pod template, as in a CronJob; empty for none.</summary>
    public IReadOnlyList<string> Outer { get; private init; } = [];

    // A PodTemplate has no spec.
    private IReadOnlyList<string> Spec { get; init; } = ["spec"];

    /// <summary>Where the pod template is.</summary>
    public IReadOnlyList<string> TemplatePath => [.. Outer, .. Spec, "template"];

    /// <summary>Where the pod template's annotations are, for messages.</summary>
    public string AnnotationsPath => string.Join('.', [.. TemplatePath, "metadata", "annotations"]);

    /// <summary>The paths of all annotations on the object and in its templates.</summary>
    public IEnumerable<string> AllAnnotations =>
    [
        "metadata.annotations",
        .. Outer.Count == 0 ? [] : (string[])[$"{string.Join('.', Outer)}.metadata.annotations"],
        AnnotationsPath,
    ];

    /// <summary>The paths of the labels on the object and in its pod template.</summary>
    public IEnumerable<string> AllLabels =>
        ["metadata.labels", string.Join('.', [.. TemplatePath, "metadata", "labels"])];

    /// <summary>The kind by its name; null for a kind without a pod template.</summary>
    public static Workload? OfKind(string kind) => All.FirstOrDefault(workload => workload.Kind == kind);

    /// <summary>
    /// The kind by its name. A kind of another program, such as an Argo Rollout, has its template at the usual place.
    /// </summary>
    public static Workload LikeKind(string kind) => OfKind(kind) ?? new Workload("", "", kind);

    /// <summary>The pod template; null when the object has none.</summary>
    public JsonElement? TemplateIn(JsonElement workload) => Member(workload, TemplatePath);

    /// <summary>The template around the pod template; null when there is none.</summary>
    public JsonElement? OuterIn(JsonElement workload) => Outer.Count == 0 ? null : Member(workload, Outer);

    private static JsonElement? Member(JsonElement element, IEnumerable<string> path)
    {
        foreach (var key in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(key, out element))
            {
                return null;
            }
        }

        return element.ValueKind == JsonValueKind.Object ? element : null;
    }
}
