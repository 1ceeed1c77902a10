using System.Text.Json.Nodes;
using Ramus.Contract.Json;

namespace Ramus.Operator.Crd;

/// <summary>
/// Completes a present definition: adds the parts that it lacks (status subresource, columns, short names,
/// descriptions) and keeps every part that it has, also those of other owners. Pure.
/// </summary>
internal static class CrdMerge
{
    private const string OpenObject = "x-kubernetes-preserve-unknown-fields";

    /// <summary>Both are specs; the first is changed and returned.</summary>
    internal static JsonObject Merge(JsonObject spec, JsonObject ours)
    {
        // A CRD created through v1beta1 may keep unknown fields by this flag; in v1 only the schema can say so.
        var keepAll = spec["preserveUnknownFields"]?.GetValue<bool>() == true;
        if (keepAll)
        {
            spec["preserveUnknownFields"] = false;
        }

        AddMissing(Array((JsonObject)spec["names"]!, "shortNames"), (JsonArray)ours["names"]!["shortNames"]!);
        var versions = Array(spec, "versions");
        var ourVersion = (JsonObject)ours["versions"]![0]!;
        var version = versions.OfType<JsonObject>().FirstOrDefault(v => NameOf(v) == NameOf(ourVersion));
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

    /// <summary>
    /// The fields that we apply and therefore own; without the conversion, the categories and other foreign fields.
    /// </summary>
    internal static JsonObject OnlyApplied(JsonObject wanted)
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

    private static void MergeVersion(JsonObject version, JsonObject ours)
    {
        var schema = Object(Object(version, "schema"), "openAPIV3Schema");
        if (schema.Count == 0)
        {
            // Without a schema the API server kept every field: our schema must not make it drop what users have
            // written.
            version["schema"] = ours["schema"]!.DeepClone();
            schema = Object(Object(version, "schema"), "openAPIV3Schema");
            schema[OpenObject] = true;
            if (schema["properties"]?["spec"] is JsonObject spec)
            {
                spec[OpenObject] = true;
            }
        }

        Complete(schema, (JsonObject)ours["schema"]!["openAPIV3Schema"]!, isOurs: false);
        if (ours["subresources"] is not null)
        {
            Object(Object(version, "subresources"), "status");
        }

        MergeColumns(version, (JsonArray)ours["additionalPrinterColumns"]!);
    }

    /// <summary>
    /// Adds missing descriptions everywhere, but missing fields only within the status, which only Ramus writes.
    /// </summary>
    private static void Complete(JsonObject schema, JsonObject ours, bool isOurs)
    {
        if (schema["description"] is null && ours["description"] is { } description)
        {
            schema["description"] = description.DeepClone();
        }

        if (ours["items"] is JsonObject ourItems && schema["items"] is JsonObject items)
        {
            Complete(items, ourItems, isOurs);
        }

        if (ours["properties"] is not JsonObject ourProperties || schema[OpenObject] is not null && isOurs)
        {
            return;
        }

        var properties = Object(schema, "properties");
        foreach (var (name, ourProperty) in ourProperties)
        {
            if (properties[name] is JsonObject property)
            {
                Complete(property, (JsonObject)ourProperty!, isOurs || name == "status");
            }
            else if (isOurs || name == "status")
            {
                properties[name] = ourProperty!.DeepClone();
            }
        }
    }

    /// <summary>Foreign columns stay in front; ours follow in our order, and a present one keeps its wording.</summary>
    private static void MergeColumns(JsonObject version, JsonArray ours)
    {
        var present = Array(version, "additionalPrinterColumns").OfType<JsonObject>().ToList();
        var foreign = present.Where(column => !ours.OfType<JsonObject>().Any(our => AreSame(our, column)));
        var own = ours.OfType<JsonObject>().Select(
            our => present.FirstOrDefault(column => AreSame(our, column)) ?? our);
        JsonObject[] columns = [.. foreign, .. own];
        version["additionalPrinterColumns"] = new JsonArray([.. columns.Select(column => column.DeepClone())]);
    }

    private static bool AreSame(JsonObject one, JsonObject other) =>
        string.Equals(NameOf(one), NameOf(other), StringComparison.OrdinalIgnoreCase);

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

    private static void AddMissing(JsonArray target, JsonArray texts)
    {
        foreach (var text in texts)
        {
            if (!target.Any(present => present.MeansTheSame(text)))
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
}
