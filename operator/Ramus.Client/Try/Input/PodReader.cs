using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Client.Try.Input;

/// <summary>Reads the parts of a pod that a container runtime and a kubelet act upon for its networks.</summary>
internal static class PodReader
{
    private static readonly string[] ContainerLists = ["initContainers", "containers"];

    /// <summary>The pod; null when it lives in the node's own network namespace.</summary>
    public static PodManifest? Read(JsonElement element, string where)
    {
        var (@namespace, name) = NameOf(element, where);
        var spec = element.TryGetKey("spec", out var value) ? value : default;
        if (spec.GetFlag("hostNetwork", where))
        {
            return null;
        }

        var ports = new List<PortMapping>();
        var resources = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var container in ContainerLists.SelectMany(list => spec.ItemsOf(list)))
        {
            ports.AddRange(container.ItemsOf("ports").Select(port => ReadPort(port, where)).OfType<PortMapping>());
            AddResources(container, resources);
        }

        return new PodManifest
        {
            Key = new PodKey(@namespace, name, Guid.NewGuid().ToString()),
            Annotations = Annotations(element, where),
            HostPorts = ports,
            Resources = resources,
        };
    }

    /// <summary>Namespace ("default" when it has none) and name of an object.</summary>
    public static (string Namespace, string Name) NameOf(JsonElement element, string where)
    {
        var metadata = element.TryGetKey("metadata", out var value) ? value : default;
        var key = new NetworkKey(
            metadata.GetText("namespace", where) ?? "default",
            metadata.GetText("name", where) ?? throw new ContractException($"{where}: the object has no name"));
        return key.IsValid
            ? (key.Namespace, key.Name)
            : throw new ContractException($"{where}: '{key}' is no name that Kubernetes accepts");
    }

    public static IReadOnlyDictionary<string, string> Annotations(JsonElement element, string where)
    {
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal);
        if (element.TryGetKey("metadata", out var metadata) && metadata.TryGetKey("annotations", out var map))
        {
            foreach (var annotation in Properties(map))
            {
                annotations[annotation.Name] = annotation.Value.ValueKind == JsonValueKind.String
                    ? annotation.Value.GetString()!
                    : throw new ContractException(
                        $"{where}: annotation {annotation.Name} is not text: put its value into quotes");
            }
        }

        return annotations;
    }

    private static PortMapping? ReadPort(JsonElement port, string where) =>
        port.GetInteger("hostPort", where) is not (> 0 and <= ushort.MaxValue and var hostPort)
            ? null
            : new PortMapping(
                (int)hostPort,
                (int)(port.GetInteger("containerPort", where) ?? hostPort),
                (port.GetText("protocol", where) ?? "TCP").ToLowerInvariant(),
                port.GetText("hostIP", where));

    // A pod's init containers run one after the other, but a device stays with the pod: the sum is what a kubelet's
    // device manager may hold at most, and a test node is not short of devices.
    private static void AddResources(JsonElement container, Dictionary<string, long> resources)
    {
        if (!container.TryGetKey("resources", out var all) || !all.TryGetKey("limits", out var limits))
        {
            return;
        }

        foreach (var limit in Properties(limits).Where(limit => limit.Name.Contains('/')))
        {
            if (long.TryParse(limit.Value.ToString(), out var count))
            {
                resources[limit.Name] = resources.GetValueOrDefault(limit.Name) + count;
            }
        }
    }

    private static List<JsonProperty> Properties(JsonElement o) =>
        o.ValueKind == JsonValueKind.Object ? [.. o.EnumerateObject()] : [];
}
