using System.Text.Json;
using Ramus.Contract.Admission;
using Ramus.Contract.Selection;
using Ramus.Validation;
using Ramus.Webhook.Admission;

namespace Ramus.Webhook.Pods;

/// <summary>
/// Warns of mistakes in objects with a pod template. Their pods are created later by a controller, so the user who
/// applies the object sees neither the warnings nor the refusals of the pods. Refuses nothing.
/// </summary>
internal sealed class WorkloadHints(PodAdmission pods) : IReview
{
    public string Path => WebhookPaths.WorkloadHints;

    public bool ExemptsNamespaces => true;

    public async ValueTask<AdmissionDecision> DecideAsync(
        AdmissionRequest request, CancellationToken cancellationToken)
    {
        if (request.ChangedWorkload is not { } workload || request.Object.ValueKind != JsonValueKind.Object)
        {
            return AdmissionDecision.Ignored;
        }

        List<string> warnings = [.. OfMisplaced(workload, request.Object)];
        if (workload.TemplateIn(request.Object) is { } template)
        {
            warnings.AddRange(await OfPodsAsync(request, template, cancellationToken).ConfigureAwait(false));
        }

        return AdmissionDecision.Ignored with { Warnings = warnings };
    }

    private static IEnumerable<string> OfMisplaced(Workload workload, JsonElement o) =>
    [
        .. MisspeltAnnotations.OnWorkload(KeysOf(o), workload),
        .. workload.OuterIn(o) is { } outer
            ? MisspeltAnnotations.OnOuterTemplate(KeysOf(outer), workload)
            : [],
        .. Map(o, "labels") is { } labels
            ? MisspeltAnnotations.OnLabels(key => labels.TryGetProperty(key, out _), workload.AnnotationsPath)
            : [],
    ];

    private async ValueTask<IReadOnlyList<string>> OfPodsAsync(
        AdmissionRequest request, JsonElement template, CancellationToken cancellationToken)
    {
        var decision = await pods.ReviewTemplateAsync(
            template, request.Namespace, "the template", cancellationToken).ConfigureAwait(false);
        return decision.Refusal is { } refusal ? [$"no pod can be created: {refusal}"] : decision.Warnings;
    }

    private static IEnumerable<string> KeysOf(JsonElement o) =>
        Map(o, "annotations")?.EnumerateObject().Select(static annotation => annotation.Name) ?? [];

    // The API server refuses an object whose annotations or labels have another form.
    private static JsonElement? Map(JsonElement o, string key) =>
        o.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
        && metadata.TryGetProperty(key, out var map) && map.ValueKind == JsonValueKind.Object
            ? map
            : null;
}
