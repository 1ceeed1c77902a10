using System.Text.Json;

namespace Ramus.Webhook.Pods;

/// <summary>
/// The few members of a pod that matter here, read from its JSON. The pod is never turned into objects, so what this
/// program does not know cannot get lost.
/// </summary>
internal sealed class PodJson
{
    private readonly JsonElement? metadata;
    private readonly JsonElement? spec;

    private PodJson(JsonElement pod)
    {
        metadata = Member(pod, "metadata", "pod");
        spec = Member(pod, "spec", "pod");
    }

    /// <exception cref="FormatException">The JSON is not a pod; the message says where.</exception>
    public static PodJson Read(JsonElement pod)
    {
        if (pod.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"the pod is not a JSON object but {Kind(pod)}");
        }

        return new PodJson(pod);
    }

    /// <summary>What any patch needs to be there, as it is in every pod of an API server.</summary>
    /// <exception cref="FormatException">The pod has no metadata or no spec.</exception>
    public void RequireParts()
    {
        if (metadata is null || spec is null)
        {
            throw new FormatException($"the pod has no {(metadata is null ? "metadata" : "spec")}");
        }
    }

    /// <summary>The name, or the prefix of the name that the API server is going to make.</summary>
    public string Name => Text(metadata, "name") ?? Text(metadata, "generateName") ?? "(without a name)";

    public string? Namespace => Text(metadata, "namespace");

    public bool IsHostNetwork =>
        spec is { } present
        && present.TryGetProperty("hostNetwork", out var flag)
        && flag.ValueKind == JsonValueKind.True;

    /// <summary>Set when it does not go through the scheduler.</summary>
    public string? NodeName => Text(spec, "nodeName");

    /// <summary>Whether devices may come to the pod by claims (dynamic resource allocation).</summary>
    public bool HasResourceClaims => Items("resourceClaims").Any();

    public bool HasAnnotations => metadata is { } present && Member(present, "annotations", "metadata") is not null;

    public IReadOnlyDictionary<string, string> Labels => Texts(metadata, "labels");

    public IReadOnlyDictionary<string, string> NodeSelector => Texts(spec, "nodeSelector");

    public JsonElement? Affinity => spec is { } present ? Member(present, "affinity", "spec") : null;

    public string? Annotation(string key)
    {
        var annotations = metadata is { } present ? Member(present, "annotations", "metadata") : null;
        if (annotations is not { } map || !map.TryGetProperty(key, out var value)
            || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : throw new FormatException($"metadata.annotations['{key}'] is not a text but {Kind(value)}");
    }

    /// <summary>The regular containers, in order.</summary>
    public IEnumerable<PodContainer> Containers() => ContainersOf("containers");

    public IEnumerable<PodContainer> InitContainers() => ContainersOf("initContainers");

    /// <summary>Init containers that run as long as the pod does, so that their devices stay taken.</summary>
    public IEnumerable<PodContainer> Sidecars() =>
        InitContainers().Where(static c => Text(c.Json, "restartPolicy") == "Always");

    /// <summary>All that run as long as the pod does.</summary>
    public IEnumerable<PodContainer> Running() => Containers().Concat(Sidecars());

    /// <summary>The objects of a list of the spec.</summary>
    public IEnumerable<JsonElement> Items(string key)
    {
        if (spec is not { } present || !present.TryGetProperty(key, out var items)
            || items.ValueKind == JsonValueKind.Null)
        {
            yield break;
        }

        if (items.ValueKind != JsonValueKind.Array)
        {
            throw new FormatException($"spec.{key} is not a list but {Kind(items)}");
        }

        foreach (var item in items.EnumerateArray())
        {
            yield return item.ValueKind == JsonValueKind.Object
                ? item
                : throw new FormatException($"an element of spec.{key} is not an object but {Kind(item)}");
        }
    }

    /// <summary>Whether the spec has the list, be it empty: else it must be made before anything is added.</summary>
    public bool HasList(string key) =>
        spec is { } present && present.TryGetProperty(key, out var list) && list.ValueKind == JsonValueKind.Array;

    /// <summary>A member that must be an object when it is there; null counts as absent.</summary>
    public static JsonElement? Member(JsonElement parent, string key, string where)
    {
        if (!parent.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Object
            ? value
            : throw new FormatException($"'{key}' of {where} is not an object but {Kind(value)}");
    }

    private IEnumerable<PodContainer> ContainersOf(string key) =>
        Items(key).Select((container, index) => new PodContainer($"/spec/{key}/{index}", container));

    private static Dictionary<string, string> Texts(JsonElement? parent, string key)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (parent is { } present && Member(present, key, "the pod") is { } map)
        {
            foreach (var entry in map.EnumerateObject().Where(e => e.Value.ValueKind == JsonValueKind.String))
            {
                texts[entry.Name] = entry.Value.GetString()!;
            }
        }

        return texts;
    }

    private static string? Text(JsonElement? parent, string key)
    {
        if (parent is not { } present || !present.TryGetProperty(key, out var value)
            || value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var text = value.GetString();
        return string.IsNullOrEmpty(text) ? null : text;
    }

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a boolean",
    };
}
