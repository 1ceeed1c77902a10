using System.Text.Json;
using System.Text.Json.Nodes;
using Ramus.Contract.Json;
using Ramus.Contract.Network;
using Ramus.Contract.NodeNetwork;
using Ramus.Kubernetes.Client;

namespace Ramus.Operator.Crd;

/// <summary>A CRD that the cluster must have: what we want of it, and what a present one lacks. Pure.</summary>
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
    /// What must be applied on top of the present definition (null = there is none); null when nothing.
    /// </summary>
    /// <exception cref="CrdConflictException">The present one is of another kind; applying cannot help.</exception>
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
            return "the API server has not looked at it yet";
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
                + $"{Text(ours["names"]?["kind"])}; these cannot be changed: delete it (and its objects) to go on");
        }
    }

    private static string? Text(JsonNode? node) => node?.GetValue<string>();
}
