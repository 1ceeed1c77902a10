using System.Text.Json;
using Ramus.Client.Check.Findings;
using Ramus.Client.Check.Judging;
using Ramus.Client.Manifests;
using Ramus.Contract.Json;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;
using Ramus.Validation;

namespace Ramus.Client.Try.Input;

/// <summary>
/// Collects networks, pods and node files from Kubernetes manifests; reports mistakes and ignored objects.
/// </summary>
internal sealed class ManifestReader
{
    private const string NetworkGroup = "k8s.cni.cncf.io/";

    // The rules of `check` for mistakes that do not make a pod fail, and that this class does not find itself.
    private static readonly string[] Told =
    [
        CheckRules.AddressOverlap.Id, CheckRules.AddressShared.Id, CheckRules.AddressTwice.Id,
        CheckRules.AnnotationOutside.Id, CheckRules.AnnotationLabel.Id, CheckRules.ConfigText.Id,
        CheckRules.PodHostNetwork.Id, CheckRules.PodKey.Id, CheckRules.PodStatus.Id, CheckRules.PodTarget.Id,
    ];

    private readonly Dictionary<NetworkKey, NetworkAttachmentDefinition> networks = [];
    private readonly Dictionary<(string Namespace, string Name), PodManifest> pods = [];
    private readonly Dictionary<string, string> nodeFiles = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> ignored = new(StringComparer.Ordinal);
    private readonly List<string> warnings = [];
    private readonly List<string> notes = [];
    private readonly ManifestCheck check = new("default");

    /// <summary>Reads one file's text; a later object of the same name replaces an earlier one.</summary>
    public void Add(string text, string fileName)
    {
        check.Add(new ManifestFile(fileName, text), isNamed: true);
        foreach (var (element, where) in YamlDocuments.Read(text, fileName))
        {
            AddObject(element, where);
        }
    }

    /// <summary>Everything that was read.</summary>
    public ManifestSet Collect() => new()
    {
        Networks = [.. networks.Values],
        Pods = [.. pods.Values],
        NodeFiles = nodeFiles,
        Warnings =
        [
            .. warnings,
            .. check.Run().Findings.Where(static finding => Told.Contains(finding.Rule))
                .Select(static finding => $"{finding.Place}: {finding.Sentence}"),
        ],
        Notes =
        [
            .. notes,
            .. ignored.Count == 0
                ? Array.Empty<string>()
                : ["ignored objects: " + string.Join(", ", ignored.Select(kind => $"{kind.Value} {kind.Key}"))],
        ],
    };

    private void AddObject(JsonElement element, string where)
    {
        var kind = element.GetText("kind", where);
        var version = element.GetText("apiVersion", where) ?? "";
        switch (kind)
        {
            case "NetworkAttachmentDefinition" when version == NetworkGroup + "v1":
                var network = ReadNetwork(element, where);
                networks[network.Key] = network;
                Warn($"{where}: network {network.Key}", MisspeltAnnotations.OnNetwork(network.Annotations.Keys));
                break;
            case "Pod":
                AddPod(PodReader.NameOf(element, where), element, where);
                break;
            case "ConfigMap":
                AddNodeFiles(element, where);
                break;
            case "List" when element.TryGetKey("items", out _):
                foreach (var item in element.ItemsOf("items"))
                {
                    AddObject(item, where);
                }

                break;
            case "Network" or "NetworkAttachmentDefinition":
                warnings.Add($"{where}: ignored {kind} of '{version}': a network must be a "
                    + "NetworkAttachmentDefinition of k8s.cni.cncf.io/v1");
                break;
            case null:
                throw new ContractException($"{where}: the object has no 'kind'");
            case var _ when Workload.OfKind(kind) is { } workload:
                AddWorkload(workload, element, where);
                break;
            default:
                Ignore(kind);
                Warn(where, ManifestHints.OfIgnored(kind, IsOfNetworks(version)));
                break;
        }
    }

    private static bool IsOfNetworks(string version) => version.StartsWith(NetworkGroup, StringComparison.Ordinal);

    private void Warn(string subject, IEnumerable<string> sentences) =>
        warnings.AddRange(sentences.Select(sentence => $"{subject}: {sentence}"));

    private void Ignore(string kind) => ignored[kind] = ignored.GetValueOrDefault(kind) + 1;

    private static NetworkAttachmentDefinition ReadNetwork(JsonElement element, string where)
    {
        var name = PodReader.NameOf(element, where);
        return new NetworkAttachmentDefinition
        {
            Namespace = name.Namespace,
            Name = name.Name,
            Uid = Guid.NewGuid().ToString(),
            Config = element.TryGetProperty("spec", out var spec) && spec.ValueKind == JsonValueKind.Object
                && spec.TryGetProperty("config", out _) ? spec.GetText("config", where) : null,
            Annotations = PodReader.Annotations(element, where),
        };
    }

    private void AddPod(NetworkKey name, JsonElement element, string where)
    {
        var pod = PodReader.Read(name, element, where);
        if (pod is null)
        {
            notes.Add($"{where}: ignored pod '{name.Name}': it has hostNetwork, so it gets no networks");
            return;
        }

        Warn($"{where}: pod {pod.Key}", MisspeltAnnotations.OnPod(pod.Annotations.Keys));
        pods[(pod.Key.Namespace, pod.Key.Name)] = pod;
    }

    // One pod stands for all replicas. It has the workload's name.
    private void AddWorkload(Workload workload, JsonElement element, string where)
    {
        var name = PodReader.NameOf(element, where);
        Warn($"{where}: {workload.Kind} {name}", ManifestHints.OfWorkload(workload, element));
        if (workload.TemplateIn(element) is { } template)
        {
            AddPod(name, template, where);
        }
        else
        {
            warnings.Add($"{where}: ignored {workload.Kind} {name}: it has no pod template");
        }
    }

    private void AddNodeFiles(JsonElement element, string where)
    {
        var places = PodReader.Annotations(element, where).GetValueOrDefault(Annotations.NodeFiles);
        if (places is null)
        {
            Ignore("ConfigMap");
            return;
        }

        var data = element.TryGetKey("data", out var value) ? value : default;
        foreach (var line in places.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var key = colon < 0 ? line : line[..colon].TrimEnd();
            var path = colon < 0 ? "" : line[(colon + 1)..].Trim();
            try
            {
                path = NodePlace.Read(path);
            }
            catch (FormatException failure)
            {
                throw new ContractException(
                    $"{where}: annotation {Annotations.NodeFiles}: '{line}' {failure.Message}", failure);
            }

            var text = data.GetText(key, where)
                ?? throw new ContractException(
                $"{where}: annotation {Annotations.NodeFiles}: 'data' has no key '{key}'");
            nodeFiles[path] = !NodeFileText.RunsPrograms(text)
                ? text
                : throw new ContractException(
                    $"{where}: key '{key}' is a kubeconfig that runs programs ('exec' or 'auth-provider'), which a "
                    + "manifest must not do on this machine; remove these keys");
        }
    }
}
