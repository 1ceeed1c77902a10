using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ramus.Operator;

/// <summary>
/// The CRD of NetworkAttachmentDefinition: what we want of it. One that is there already is adopted: it gets what it
/// lacks (status subresource, columns, short names) and keeps everything it has, whoever wrote it. Pure.
/// </summary>
internal static class NetworkCrd
{
    internal const string Name = "network-attachment-definitions.k8s.cni.cncf.io";

    private const string Version = "v1";
    private const string OpenObject = "x-kubernetes-preserve-unknown-fields";

    /// <summary>Our definition, as in config/crd.</summary>
    internal static JsonObject Ours()
    {
        using var stream = typeof(NetworkCrd).Assembly
            .GetManifestResourceStream("network-attachment-definitions.json")!;
        return (JsonObject)JsonNode.Parse(stream)!;
    }

    /// <summary>
    /// What must be applied on top of the present definition (null = there is none); null when nothing.
    /// </summary>
    /// <exception cref="CrdConflictException">The present one is of another kind; applying cannot help.</exception>
    internal static JsonObject? Missing(JsonElement? present)
    {
        var ours = Ours();
        if (present is not { } element)
        {
            return ours;
        }

        var current = (JsonObject)JsonObject.Create(element)!["spec"]!;
        RefuseForeign(current);
        var wanted = Merge((JsonObject)current.DeepClone(), (JsonObject)ours["spec"]!);
        if (JsonNode.DeepEquals(current, wanted))
        {
            return null;
        }

        ours["spec"] = OnlyApplied(wanted);
        return ours;
    }

    /// <summary>Null when the definition is served; otherwise why not.</summary>
    internal static string? NotEstablishedReason(JsonElement crd)
    {
        if (crd.ValueKind != JsonValueKind.Object || !crd.TryGetProperty("status", out var status)
            || !status.TryGetProperty("conditions", out var conditions)
            || conditions.ValueKind != JsonValueKind.Array)
        {
            return "the API server has not looked at it yet";
        }

        string? reason = null;
        foreach (var condition in conditions.EnumerateArray())
        {
            var (type, isTrue) = (Text(condition, "type"), Text(condition, "status") == "True");
            if (type == "Established" && isTrue)
            {
                return null;
            }

            if (!isTrue && type is "Established" or "NamesAccepted")
            {
                reason ??= $"{type} is not true: {Text(condition, "message")}";
            }
        }

        return reason ?? "not established yet";
    }

    private static void RefuseForeign(JsonObject spec)
    {
        var scope = spec["scope"]?.GetValue<string>();
        var kind = spec["names"]?["kind"]?.GetValue<string>();
        if (scope != "Namespaced" || kind != "NetworkAttachmentDefinition")
        {
            throw new CrdConflictException(
                $"the CRD {Name} in this cluster has scope {scope} and kind {kind}, not Namespaced and "
                + "NetworkAttachmentDefinition; these cannot be changed: delete it (and its objects) to go on");
        }
    }

    private static JsonObject Merge(JsonObject spec, JsonObject ours)
    {
        // A definition of the v1beta1 time kept every field; only a schema can say that today.
        var keepAll = spec["preserveUnknownFields"]?.GetValue<bool>() == true;
        if (keepAll)
        {
            spec["preserveUnknownFields"] = false;
        }

        AddMissing(Array((JsonObject)spec["names"]!, "shortNames"), (JsonArray)ours["names"]!["shortNames"]!);
        var versions = Array(spec, "versions");
        var ourVersion = (JsonObject)ours["versions"]![0]!;
        var version = versions.OfType<JsonObject>().FirstOrDefault(v => NameOf(v) == Version);
        if (version is null)
        {
            version = (JsonObject)ourVersion.DeepClone();
            version["storage"] = !versions.OfType<JsonObject>().Any(v => v["storage"]?.GetValue<bool>() == true);
            versions.Add((JsonNode)version);
            return spec;
        }

        MergeVersion(version, ourVersion);
        foreach (var any in versions.OfType<JsonObject>().Where(_ => keepAll))
        {
            KeepAllFields(any, ourVersion);
        }

        return spec;
    }

    private static void MergeVersion(JsonObject version, JsonObject ours)
    {
        var schema = Object(Object(version, "schema"), "openAPIV3Schema");
        if (schema.Count == 0)
        {
            // No schema kept everything: ours must not begin to drop what users have written.
            version["schema"] = ours["schema"]!.DeepClone();
            schema = Object(Object(version, "schema"), "openAPIV3Schema");
            schema[OpenObject] = true;
            Object(Object(schema, "properties"), "spec")[OpenObject] = true;
        }

        var properties = Object(schema, "properties");
        if (properties["status"] is null)
        {
            properties["status"] = ours["schema"]!["openAPIV3Schema"]!["properties"]!["status"]!.DeepClone();
        }

        Object(Object(version, "subresources"), "status");
        var columns = Array(version, "additionalPrinterColumns");
        foreach (var column in ((JsonArray)ours["additionalPrinterColumns"]!).OfType<JsonObject>())
        {
            if (!columns.OfType<JsonObject>().Any(
                c => string.Equals(NameOf(c), NameOf(column), StringComparison.OrdinalIgnoreCase)))
            {
                columns.Add(column.DeepClone());
            }
        }
    }

    private static void KeepAllFields(JsonObject version, JsonObject ours)
    {
        var schema = Object(Object(version, "schema"), "openAPIV3Schema");
        if (schema["type"] is null)
        {
            schema["type"] = ours["schema"]!["openAPIV3Schema"]!["type"]!.DeepClone();
        }

        schema[OpenObject] = true;
        if (schema["properties"]?["spec"] is JsonObject spec)
        {
            spec[OpenObject] = true;
        }
    }

    /// <summary>
    /// What we state, and so own: not the conversion, the categories and whatever else others have set.
    /// </summary>
    private static JsonObject OnlyApplied(JsonObject wanted)
    {
        var names = (JsonObject)wanted["names"]!;
        var applied = new JsonObject
        {
            ["group"] = wanted["group"]!.DeepClone(),
            ["scope"] = wanted["scope"]!.DeepClone(),
            ["names"] = new JsonObject
            {
                ["plural"] = names["plural"]!.DeepClone(),
                ["kind"] = names["kind"]!.DeepClone(),
                ["shortNames"] = names["shortNames"]!.DeepClone(),
            },
            ["versions"] = wanted["versions"]!.DeepClone(),
        };
        if (wanted["preserveUnknownFields"] is { } preserve)
        {
            applied["preserveUnknownFields"] = preserve.DeepClone();
        }

        return applied;
    }

    private static void AddMissing(JsonArray target, JsonArray texts)
    {
        foreach (var text in texts)
        {
            if (!target.Any(present => JsonNode.DeepEquals(present, text)))
            {
                target.Add(text!.DeepClone());
            }
        }
    }

    private static JsonObject Object(JsonObject parent, string key)
    {
        if (parent[key] is not JsonObject child)
        {
            parent[key] = child = [];
        }

        return child;
    }

    private static JsonArray Array(JsonObject parent, string key)
    {
        if (parent[key] is not JsonArray child)
        {
            parent[key] = child = [];
        }

        return child;
    }

    private static string? NameOf(JsonObject named) => named["name"]?.GetValue<string>();

    private static string Text(JsonElement element, string key) =>
        element.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
