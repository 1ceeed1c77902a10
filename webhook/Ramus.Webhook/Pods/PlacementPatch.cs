using System.Text.Json;
using System.Text.Json.Nodes;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Webhook.Pods;

/// <summary>Writes a placement into node selector and node affinity.</summary>
internal static class PlacementPatch
{
    private const int MostAdded = 4096;

    private const string Required = "requiredDuringSchedulingIgnoredDuringExecution";
    private const string Terms = "nodeSelectorTerms";

    public static void Write(JsonPatch patch, PodJson pod, NodePlacement placement)
    {
        if (placement.Selector is { } selector)
        {
            patch.Add("/spec/nodeSelector", json =>
            {
                json.WriteStartObject();
                foreach (var (key, value) in selector)
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            });
        }

        if (placement.Expressions.Count > 0 || placement.Avoided.Count > 0)
        {
            WriteAffinity(patch, pod.Affinity, placement);
        }
    }

    private static void WriteAffinity(JsonPatch patch, JsonElement? affinity, NodePlacement placement)
    {
        var nodes = Under(affinity, "nodeAffinity");
        var required = Under(nodes, Required);
        var present = required is { } r
            && r.TryGetProperty(Terms, out var list)
            && list.ValueKind == JsonValueKind.Array
            ? Read(list) : [];
        var wanted = Narrow(present, placement);
        if (present.MeansTheSame(wanted))
        {
            return;
        }

        // The deepest place that is there: the parent of what is added must exist.
        var (path, value) = (affinity, nodes, required) switch
        {
            (null, _, _) => ("/spec/affinity", (JsonNode)Wrap("nodeAffinity", Wrap(Required, Wrap(Terms, wanted)))),
            (_, null, _) => ("/spec/affinity/nodeAffinity", Wrap(Required, Wrap(Terms, wanted))),
            (_, _, null) => ($"/spec/affinity/nodeAffinity/{Required}", Wrap(Terms, wanted)),
            _ => ($"/spec/affinity/nodeAffinity/{Required}/{Terms}", wanted),
        };
        patch.Add(path, json => value.WriteTo(json));
    }

    /// <exception cref="FormatException">A key stands twice in an object: nobody knows which of them
    /// counts.</exception>
    private static JsonArray Read(JsonElement terms)
    {
        try
        {
            return JsonNode.Parse(
                terms.GetRawText(), documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false })!
                .AsArray();
        }
        catch (JsonException e)
        {
            throw new FormatException("the node affinity of the pod has a key twice in one object", e);
        }
    }

    /// <summary>
    /// Terms are alternatives, so each gets the requirements. One without any matches no node, and stays as it is.
    /// </summary>
    private static JsonArray Narrow(JsonArray present, NodePlacement placement)
    {
        if (present.Count == 0)
        {
            return new JsonArray(Narrow(new JsonObject(), placement));
        }

        if (present.Count * (placement.Expressions.Count + placement.Avoided.Count) > MostAdded)
        {
            throw new FormatException(
                $"the node affinity of the pod has {present.Count} alternatives, "
                + "too many to add to each what the networks ask for");
        }

        return new JsonArray([.. present.Select(term => term is JsonObject { Count: > 0 } some
            ? Narrow((JsonObject)some.DeepClone(), placement)
            : term?.DeepClone())]);
    }

    private static JsonObject Narrow(JsonObject term, NodePlacement placement)
    {
        var fields = term["matchFields"] as JsonArray ?? [];
        AddMissing(term, "matchExpressions", placement.Expressions.Select(Expression));

        // A daemon set's pod is for one node, and can only wait there.
        if (!fields.OfType<JsonObject>().Any(field => (field["operator"] as JsonValue)?.ToString() == "In"))
        {
            AddMissing(term, "matchFields", placement.Avoided.Select(AwayFrom));
        }

        return term;
    }

    private static void AddMissing(JsonObject term, string key, IEnumerable<JsonObject> requirements)
    {
        var list = term[key] as JsonArray ?? [];
        foreach (var requirement in requirements.Where(r => !list.Any(there => there.MeansTheSame(r))))
        {
            list.Add((JsonNode)requirement);
        }

        if (list.Count > 0 && list.Parent is null)
        {
            term[key] = list;
        }
    }

    private static JsonObject Expression(LabelRequirement requirement)
    {
        var expression = new JsonObject { ["key"] = requirement.Key, ["operator"] = requirement.Operator };
        if (requirement.Values.Count > 0)
        {
            expression["values"] = new JsonArray([.. requirement.Values.Select(value => (JsonNode)value)]);
        }

        return expression;
    }

    private static JsonObject AwayFrom(string node) => new()
    {
        ["key"] = "metadata.name",
        ["operator"] = "NotIn",
        ["values"] = new JsonArray((JsonNode)node),
    };

    private static JsonElement? Under(JsonElement? parent, string key) =>
        parent is { } present ? PodJson.Member(present, key, "the pod's affinity") : null;

    private static JsonObject Wrap(string key, JsonNode value) => new JsonObject { [key] = value };
}
