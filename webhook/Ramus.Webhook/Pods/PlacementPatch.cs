using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Webhook.Pods;

/// <summary>Writes a placement into the pod's node selector and node affinity.</summary>
internal static class PlacementPatch
{
    private const int MostAdded = 4096;

    // Each requirement is compared with each one that is there.
    private const int LongestTerms = 64 * 1024;

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

        // Add at the deepest existing level, because the parent of an added value must exist.
        var (path, value) = (affinity, nodes, required) switch
        {
            (null, _, _) => ("/spec/affinity", (JsonNode)Wrap("nodeAffinity", Wrap(Required, Wrap(Terms, wanted)))),
            (_, null, _) => ("/spec/affinity/nodeAffinity", Wrap(Required, Wrap(Terms, wanted))),
            (_, _, null) => ($"/spec/affinity/nodeAffinity/{Required}", Wrap(Terms, wanted)),
            _ => ($"/spec/affinity/nodeAffinity/{Required}/{Terms}", wanted),
        };
        patch.Add(path, json => value.WriteTo(json));
    }

    /// <exception cref="FormatException">
    /// It is too long, or an object has a duplicate key, so its meaning is ambiguous.
    /// </exception>
    private static JsonArray Read(JsonElement terms)
    {
        if (JsonMarshal.GetRawUtf8Value(terms).Length > LongestTerms)
        {
            throw new FormatException(
                $"the node affinity of the pod is longer than {LongestTerms} bytes, so the webhook cannot add the "
                + "requirements of the pod's networks; shorten it");
        }

        try
        {
            return JsonNode.Parse(
                terms.GetRawText(), documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false })!
                .AsArray();
        }
        catch (JsonException e)
        {
            throw new FormatException("the node affinity of the pod has a duplicate key in one object", e);
        }
    }

    /// <summary>
    /// Terms are alternatives, so the requirements are added to each term. An empty term matches no node and stays
    /// empty.
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
                $"the node affinity of the pod has {present.Count} nodeSelectorTerms, so the webhook cannot add the "
                + "networks' requirements to each of them; use fewer terms");
        }

        return new JsonArray([.. present.Select(term => term is JsonObject { Count: > 0 } some
            ? Narrow((JsonObject)some.DeepClone(), placement)
            : term?.DeepClone())]);
    }

    private static JsonObject Narrow(JsonObject term, NodePlacement placement)
    {
        var fields = term["matchFields"] as JsonArray ?? [];

        // The pod of a DaemonSet is bound to one node by name; avoiding that node would only leave the pod pending.
        var isBound = fields.OfType<JsonObject>().Any(field => (field["operator"] as JsonValue)?.ToString() == "In");
        AddMissing(term, placement.Expressions.Concat(isBound ? [] : placement.Avoided).Select(Expression));
        return term;
    }

    private static void AddMissing(JsonObject term, IEnumerable<JsonObject> requirements)
    {
        const string key = "matchExpressions";
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

    private static JsonElement? Under(JsonElement? parent, string key) =>
        parent is { } present ? PodJson.Member(present, key, "the pod's affinity") : null;

    private static JsonObject Wrap(string key, JsonNode value) => new JsonObject { [key] = value };
}
