using System.Text;
using System.Text.Json;
using Ramus.Contract.Admission;
using Ramus.Contract.Selection;
using Ramus.Validation;
using Ramus.Webhook.Admission;

namespace Ramus.Webhook.Pods;

/// <summary>Warns of probable mistakes in any pod, also in one that selects no networks. Refuses nothing.</summary>
internal sealed class PodHints(PodContext context) : IReview
{
    private const int MostNodes = 3;

    // Few pods have a label with such a domain, and a search in the text is faster than one for each key.
    private static readonly List<byte[]> Domains = [.. MisspeltAnnotations.Domains.Select(Encoding.UTF8.GetBytes)];

    public string Path => WebhookPaths.PodHints;

    public bool ExemptsNamespaces => true;

    public ValueTask<AdmissionDecision> DecideAsync(AdmissionRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(request.IsPodCreation ? Decide(request) : AdmissionDecision.Ignored);

    /// <summary>The warnings about a pod.</summary>
    /// <exception cref="FormatException">A part of the pod has a wrong type; the message has the place.</exception>
    public static List<string> Of(PodJson pod, PodContext context)
    {
        List<string> hints =
        [
            .. MisspeltAnnotations.OnPod(pod.AnnotationKeys()),
            .. Domains.Exists(domain => pod.LabelsMention(domain))
                ? MisspeltAnnotations.OnLabels(pod.HasLabel, "metadata.annotations")
                : [],
        ];
        if (!pod.IsHostNetwork && pod.Annotation(Annotations.DefaultNetwork) is null && HasHostPort(pod)
            && context.NodesWithoutHostPorts() is { Count: > 0 } nodes)
        {
            var names = string.Join(", ", nodes.Take(MostNodes))
                + (nodes.Count > MostNodes ? $" and {nodes.Count - MostNodes} more nodes" : "");
            hints.Add("the pod has a hostPort, but the default network does not map host ports on "
                + $"{names}: add the plugin portmap with \"capabilities\": {{\"portMappings\": true}} to the default "
                + "network's configuration");
        }

        return hints;
    }

    // Few pods have one, and a search in the text is faster than a walk through the containers.
    private static bool HasHostPort(PodJson pod) =>
        pod.SpecMentions("hostPort"u8)
        && pod.Running().SelectMany(static container => container.Items("ports")).Any(static port =>
            port.TryGetProperty("hostPort", out var number)
            && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var value)
            && value > 0);

    private AdmissionDecision Decide(AdmissionRequest request)
    {
        try
        {
            return AdmissionDecision.Ignored with { Warnings = Of(PodJson.Read(request.Object), context) };
        }
        catch (FormatException)
        {
            // The API server itself refuses such a pod.
            return AdmissionDecision.Ignored;
        }
    }
}
