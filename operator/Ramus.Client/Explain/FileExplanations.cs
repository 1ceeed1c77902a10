using Ramus.Client.Manifests;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Options;
using Ramus.Validation;
using Ramus.Validation.Judging;

namespace Ramus.Client.Explain;

/// <summary>Explains the pods of files, without a cluster.</summary>
internal static class FileExplanations
{
    /// <exception cref="ProgramException">A file cannot be read.</exception>
    public static IReadOnlyList<Explanation> Of(IEnumerable<ManifestFile> files, string podNamespace)
    {
        var objects = new List<ManifestObject>();
        foreach (var file in files)
        {
            try
            {
                objects.AddRange(ManifestObjects.Of(ManifestParser.Read(file).Roots));
            }
            catch (ManifestMistake e)
            {
                throw ProgramException.WrongUsage($"{e.Place}: {e.Message}; `kubectl ramus check` lists all mistakes");
            }
        }

        var networks = new Dictionary<NetworkKey, ExplainedNetwork>();
        foreach (var one in objects.Where(static one => one.Kind == "NetworkAttachmentDefinition"))
        {
            var network = NetworkOf(one, podNamespace);
            networks[network.Key] = network;
        }

        var explanation = new PodExplanation(networks, settings: null);
        return
        [
            .. objects.Select(PodTemplate.Of).OfType<PodTemplate>()
                .Select(pod => explanation.Of(PodOf(pod, podNamespace))),
        ];
    }

    private static ExplainedNetwork NetworkOf(ManifestObject one, string podNamespace)
    {
        var key = new NetworkKey(one.Namespace ?? podNamespace, one.Name);
        var annotations = Texts(one.Annotations);
        var facts = new NetworkValidator().Judge(
            new NetworkObject(key.Namespace, key.Name, one.Value.At("spec", "config")?.Text, annotations),
            ValidationContext.Nothing).Facts;
        return new ExplainedNetwork(key, one.Place.ToString(), string.Join(',', facts.PluginTypes), annotations);
    }

    private static ExplainedPod PodOf(PodTemplate pod, string podNamespace)
    {
        var @namespace = pod.Owner.Namespace ?? podNamespace;
        return new ExplainedPod
        {
            Subject = $"{pod.Owner.Kind} {@namespace}/{pod.Owner.Name}",
            Namespace = @namespace,
            Labels = Texts(pod.Value.At("metadata", "labels")),
            Annotations = Texts(pod.Annotations),
            Containers = [.. pod.Containers.Select(static one => one.At("name")?.Text).OfType<string>()],
            IsHostNetwork = pod.IsHostNetwork,
        };
    }

    private static Dictionary<string, string> Texts(ManifestValue? map) =>
        (map?.MembersOrNone ?? []).Where(static member => member.Value.Text is not null)
            .ToDictionary(static member => member.Key, static member => member.Value.Text!, StringComparer.Ordinal);
}
