using System.Net;
using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Client.Try.Input;

/// <summary>Reads the parts of a pod that a container runtime and a kubelet use for its networks.</summary>
internal static class PodReader
{
    private static readonly string[] ContainerLists = ["initContainers", "containers"];

    /// <summary>Reads a pod or a pod template; null when it uses the node's network namespace.</summary>
    public static PodManifest? Read(NetworkKey name, JsonElement element, string where)
    {
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
            Key = new PodKey(name.Namespace, name.Name, Guid.NewGuid().ToString()),
            Annotations = Annotations(element, where),
            HostPorts = ports,
            Resources = resources,
        };
    }

    /// <summary>The namespace ("default" when not set) and the name of an object.</summary>
    public static NetworkKey NameOf(JsonElement element, string where)
    {
        var metadata = element.TryGetKey("metadata", out var value) ? value : default;
        var key = new NetworkKey(
            metadata.GetText("namespace", where) ?? "default",
            metadata.GetText("name", where) ?? throw new ContractException($"{where}: the object has no name"));
        return key.IsValid
            ? key
            : throw new ContractException($"{where}: '{key}' is not a valid Kubernetes name");
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
                        $"{where}: annotation {annotation.Name} is not a string: put its value in quotes");
            }
        }

        return annotations;
    }

    /// <summary>The keys of an object's annotations, whatever their values are.</summary>
    public static IEnumerable<string> AnnotationKeys(JsonElement element) =>
        element.TryGetKey("metadata", out var metadata) && metadata.TryGetKey("annotations", out var map)
            ? Properties(map).Select(static annotation => annotation.Name)
            : [];

    private static PortMapping? ReadPort(JsonElement port, string where) =>
        port.GetInteger("hostPort", where) is not (> 0 and <= ushort.MaxValue and var hostPort)
            ? null
            : new PortMapping(
                (int)hostPort,
                (int)(port.GetInteger("containerPort", where) ?? hostPort),
                (port.GetText("protocol", where) ?? "TCP").ToLowerInvariant(),
                HostIp(port, where));

    private static string? HostIp(JsonElement port, string where) =>
        port.GetText("hostIP", where) is not { Length: > 0 } text ? null
        : IPAddress.TryParse(text, out _) ? text
        : throw new ContractException($"{where}: hostIP '{Quote.Short(text)}' is not an IP address");

    // A kubelet reuses the devices of init containers. The sum over all containers is an upper bound, which is enough
    // for a scratch node.
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
