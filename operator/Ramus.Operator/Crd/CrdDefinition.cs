using System.Text.Json;
using System.Text.Json.Nodes;
using Ramus.Contract.Json;
using Ramus.Contract.Network;
using Ramus.Contract.NodeNetwork;
using Ramus.Kubernetes.Client;

namespace Ramus.Operator.Crd;

/// <summary>A CRD that the cluster must have: our definition, and the parts that a present one lacks. Pure.</summary>
internal sealed class CrdDefinition(string name)
{
    internal static CrdDefinition Networks { get; } = new(NetworkResource.Crd);

    internal static CrdDefinition NodeNetworks { get; } = new(NodeNetworkResource.Crd);

    internal static IReadOnlyList<CrdDefinition> All { get; } = [Networks, NodeNetworks];

    internal string Name => name;

    internal string Path { get; } = ResourceType.CustomResourceDefinitions.ObjectPath(null, name);

    /// <summary>Our definition, as in config/crd.</summary>
    internal JsonObject Ours()
    {
        using var stream = typeof(CrdDefinition).Assembly.GetManifestResourceStream($"{name.Split('.')[0]}.json")!;
        return (JsonObject)JsonNode.Parse(stream)!;
    }

    /// <summary>
    /// The definition to apply on top of the present one (null = the cluster has none); null when nothing is missing.
    /// </summary>
    /// <exception cref="CrdConflictException">The present CRD has another scope or kind, which are
    /// immutable.</exception>
    internal JsonObject? Missing(JsonElement? present)
    {
        var ours = Ours();
        if (present is not { } element)
        {
            return ours;
        }

        var current = (JsonObject)JsonObject.Create(element)!["spec"]!;
        RefuseForeign(current, (JsonObject)ours["spec"]!);
        var wanted = CrdMerge.Merge((JsonObject)current.DeepClone(), (JsonObject)ours["spec"]!);
        if (current.MeansTheSame(wanted))
        {
            return null;
        }

        ours["spec"] = CrdMerge.OnlyApplied(wanted);
        return ours;
    }

    /// <summary>Null when the definition is served; otherwise why not.</summary>
    internal static string? NotEstablishedReason(JsonElement crd)
    {
        if (!crd.TryFind(out _, "status", "conditions"))
        {
            return "the API server has not processed it yet";
        }

        string? reason = null;
        foreach (var condition in crd.ItemsAt("status", "conditions"))
        {
            var (type, isTrue) = (condition.TextAt("type"), condition.TextAt("status") == "True");
            if (type == "Established" && isTrue)
            {
                return null;
            }

            if (!isTrue && type is "Established" or "NamesAccepted")
            {
                reason ??= $"{type} is not true: {condition.TextAt("message")}";
            }
        }

        return reason ?? "not established yet";
    }

    private void RefuseForeign(JsonObject spec, JsonObject ours)
    {
        var (scope, kind) = (Text(spec["scope"]), Text(spec["names"]?["kind"]));
        if (scope != Text(ours["scope"]) || kind != Text(ours["names"]?["kind"]))
        {
            throw new CrdConflictException(
                $"the CRD {name} in this cluster has scope {scope} and kind {kind}, not {Text(ours["scope"])} and "
                + $"{Text(ours["names"]?["kind"])}; these cannot be changed: delete the CRD (and its objects)");
        }
    }

    private static string? Text(JsonNode? node) => node?.GetValue<string>();
}
