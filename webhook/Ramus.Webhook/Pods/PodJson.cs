using System.Runtime.InteropServices;
using System.Text.Json;
using Ramus.Contract.Policy;

namespace Ramus.Webhook.Pods;

/// <summary>
/// The members of a pod that the webhook needs, read from its JSON. The pod is never deserialized, so unknown members
/// cannot get lost.
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

    /// <exception cref="FormatException">The JSON is not a pod; the message has the place.</exception>
    public static PodJson Read(JsonElement pod)
    {
        if (pod.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"the pod must be a JSON object, not {Kind(pod)}");
        }

        return new PodJson(pod);
    }

    /// <summary>Checks the members that every patch needs; every pod from an API server has them.</summary>
    /// <exception cref="FormatException">The pod has no metadata or no spec.</exception>
    public void RequireParts()
    {
        if (metadata is null || spec is null)
        {
            throw new FormatException($"the pod has no {(metadata is null ? "metadata" : "spec")}");
        }
    }

    /// <summary>The name, or the prefix from which the API server will generate the name.</summary>
    public string Name => Text(metadata, "name") ?? Text(metadata, "generateName") ?? "(without a name)";

    public string? Namespace => Text(metadata, "namespace");

    public bool IsHostNetwork =>
        spec is { } present
        && present.TryGetProperty("hostNetwork", out var flag)
        && flag.ValueKind == JsonValueKind.True;

    /// <summary>The pod's service account, which the API server sets before it calls webhooks.</summary>
    public string ServiceAccount => PodIdentity.AccountOf(Text(spec, "serviceAccountName"));

    /// <summary>The node of a pod that bypasses the scheduler; else null.</summary>
    public string? NodeName => Text(spec, "nodeName");

    /// <summary>Whether the pod has resource claims (dynamic resource allocation).</summary>
    public bool HasResourceClaims => Items("resourceClaims").Any();

    public bool HasAnnotations => metadata is { } present && Member(present, "annotations", "metadata") is not null;

    public IReadOnlyDictionary<string, string> Labels => Texts(metadata, "labels");

    public IReadOnlyDictionary<string, string> NodeSelector => Texts(spec, "nodeSelector");

    public JsonElement? Affinity => spec is { } present ? Member(present, "affinity", "spec") : null;

    /// <summary>The keys of the annotations.</summary>
    public IEnumerable<string> AnnotationKeys() =>
        metadata is { } present && Member(present, "annotations", "metadata") is { } map
            ? map.EnumerateObject().Select(static annotation => annotation.Name)
            : [];

    /// <summary>Whether the text of the spec contains the words; API servers escape no letters.</summary>
    public bool SpecMentions(ReadOnlySpan<byte> words) => Mentions(spec, words);

    /// <summary>As <see cref="SpecMentions"/>, for the labels.</summary>
    public bool LabelsMention(ReadOnlySpan<byte> words) =>
        metadata is { } present && Mentions(Member(present, "labels", "metadata"), words);

    /// <summary>Whether the pod has a label with this key.</summary>
    public bool HasLabel(string key) =>
        metadata is { } present && Member(present, "labels", "metadata") is { } map && map.TryGetProperty(key, out _);

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
            : throw new FormatException($"metadata.annotations['{key}'] must be a string, not {Kind(value)}");
    }

    /// <summary>The regular containers, in order.</summary>
    public IEnumerable<PodContainer> Containers() => ContainersOf("containers");

    public IEnumerable<PodContainer> InitContainers() => ContainersOf("initContainers");

    /// <summary>Init containers that run as long as the pod, so that they keep their devices.</summary>
    public IEnumerable<PodContainer> Sidecars() =>
        InitContainers().Where(static c => Text(c.Json, "restartPolicy") == "Always");

    /// <summary>All containers that run as long as the pod.</summary>
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
            throw new FormatException($"spec.{key} must be a list, not {Kind(items)}");
        }

        foreach (var item in items.EnumerateArray())
        {
            yield return item.ValueKind == JsonValueKind.Object
                ? item
                : throw new FormatException($"an element of spec.{key} must be an object, not {Kind(item)}");
        }
    }

    /// <summary>Whether the spec has the list, even if it is empty; a missing list must be created first.</summary>
    public bool HasList(string key) =>
        spec is { } present && present.TryGetProperty(key, out var list) && list.ValueKind == JsonValueKind.Array;

    /// <summary>A member that must be an object if it exists; null counts as missing.</summary>
    public static JsonElement? Member(JsonElement parent, string key, string where)
    {
        if (!parent.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Object
            ? value
            : throw new FormatException($"'{key}' of {where} must be an object, not {Kind(value)}");
    }

    private static bool Mentions(JsonElement? part, ReadOnlySpan<byte> words) =>
        part is { } present && JsonMarshal.GetRawUtf8Value(present).IndexOf(words) >= 0;

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
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a boolean",
    };
}
