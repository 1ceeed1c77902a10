using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;

namespace Ramus.Client.Try.Input;

/// <summary>Collects networks, pods and node files from Kubernetes manifests; notes what it leaves out.</summary>
internal sealed class ManifestReader
{
    private const string NetworkGroup = "k8s.cni.cncf.io/";

    // What a scratch node has to itself; everything else is the user's machine.
    private static readonly string[] NodePlaces = ["/etc/cni/", "/run/", "/var/run/", "/var/lib/cni/"];

    private readonly Dictionary<NetworkKey, NetworkAttachmentDefinition> networks = [];
    private readonly Dictionary<(string Namespace, string Name), PodManifest> pods = [];
    private readonly Dictionary<string, string> nodeFiles = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> ignored = new(StringComparer.Ordinal);
    private readonly List<string> notes = [];

    /// <summary>Reads one file's text; a later object of the same name replaces an earlier one.</summary>
    public void Add(string text, string fileName)
    {
        foreach (var (element, where) in YamlDocuments.Read(text, fileName))
        {
            AddObject(element, where);
        }
    }

    /// <summary>All that was read.</summary>
    public ManifestSet Collect() => new()
    {
        Networks = [.. networks.Values],
        Pods = [.. pods.Values],
        NodeFiles = nodeFiles,
        Notes =
        [
            .. notes,
            .. ignored.Count == 0
                ? Array.Empty<string>()
                : ["not needed here: " + string.Join(", ", ignored.Select(kind => $"{kind.Value} {kind.Key}"))],
        ],
    };

    private void AddObject(JsonElement element, string where)
    {
        var kind = element.GetText("kind", where);
        var version = element.GetText("apiVersion", where) ?? "";
        switch (kind)
        {
            case "NetworkAttachmentDefinition" when version.StartsWith(NetworkGroup, StringComparison.Ordinal):
                var network = ReadNetwork(element, where);
                networks[network.Key] = network;
                break;
            case "Pod":
                AddPod(element, where);
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
                notes.Add($"{where}: {kind} of '{version}' is not the standard's network, which is "
                    + "NetworkAttachmentDefinition of k8s.cni.cncf.io/v1; it is left out");
                break;
            case null:
                throw new ContractException($"{where}: the object has no 'kind'");
            default:
                Ignore(kind);
                break;
        }
    }

    private void Ignore(string kind) => ignored[kind] = ignored.GetValueOrDefault(kind) + 1;

    private static NetworkAttachmentDefinition ReadNetwork(JsonElement element, string where)
    {
        var (@namespace, name) = PodReader.NameOf(element, where);
        return new NetworkAttachmentDefinition
        {
            Namespace = @namespace,
            Name = name,
            Uid = Guid.NewGuid().ToString(),
            Config = element.TryGetKey("spec", out var spec) ? spec.GetText("config", where) : null,
            Annotations = PodReader.Annotations(element, where),
        };
    }

    private void AddPod(JsonElement element, string where)
    {
        var pod = PodReader.Read(element, where);
        if (pod is null)
        {
            notes.Add($"{where}: pod '{PodReader.NameOf(element, where).Name}' has hostNetwork: it gets no networks");
            return;
        }

        pods[(pod.Key.Namespace, pod.Key.Name)] = pod;
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
            if (!NodePlaces.Any(place => path.StartsWith(place, StringComparison.Ordinal))
                || Path.GetFullPath(path) != path)
            {
                throw new ContractException(
                    $"{where}: annotation {Annotations.NodeFiles}: '{line}' must be 'key: /path', with the "
                    + $"path below one of {string.Join(' ', NodePlaces)}");
            }

            nodeFiles[path] = data.GetText(key, where)
                ?? throw new ContractException($"{where}: annotation {Annotations.NodeFiles}: there is no key '{key}'");
        }
    }
}
