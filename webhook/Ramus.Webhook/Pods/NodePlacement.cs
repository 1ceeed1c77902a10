using Ramus.Contract.Admission;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Webhook.Pods;

/// <summary>Which nodes a pod's networks leave it.</summary>
/// <param name="Selector">Labels for its node selector, its own included; null when that need not change.</param>
/// <param name="Expressions">Requirements for its node affinity.</param>
/// <param name="Avoided">Nodes that cannot run one of its networks.</param>
internal sealed record NodePlacement(
    IReadOnlyDictionary<string, string>? Selector,
    IReadOnlyList<LabelRequirement> Expressions,
    IReadOnlyList<string> Avoided)
{
    // An affinity is part of every copy of the pod that is kept anywhere.
    private const int MostAvoided = 32;
    private const int MostExpressions = 256;

    /// <exception cref="ContractException">No node could be right, or a network's annotation is none.</exception>
    public static NodePlacement Of(
        PodJson pod, IReadOnlyList<ResolvedNetwork> networks, InjectionSettings settings, List<string> warnings)
    {
        var own = pod.NodeSelector;
        var selector = new SortedDictionary<string, string>(
            own.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
        var givers = new Dictionary<string, NetworkKey>(StringComparer.Ordinal);
        var expressions = new List<LabelRequirement>();
        foreach (var network in networks.DistinctBy(network => network.Key))
        {
            if (network.Known.NodeLabel is { } label)
            {
                AddLabel(selector, givers, network.Key, label, settings);
            }

            if (network.Known.NodeSelector is { } text)
            {
                expressions.AddRange(
                    LabelSelector.Parse(text, $"annotation {Annotations.NodeSelector} of network {network.Key}")
                        .Requirements);
            }
        }

        if (expressions.Count > MostExpressions)
        {
            throw new ContractException(
                $"the pod's networks have {expressions.Count} requirements for its node, "
                + $"at most {MostExpressions} are accepted");
        }

        var isChanged = givers.Count > 0
            && (selector.Count != own.Count || selector.Any(pair => own.GetValueOrDefault(pair.Key) != pair.Value));
        return new NodePlacement(isChanged ? selector : null, expressions, Avoid(pod, networks, settings, warnings));
    }

    private static void AddLabel(
        SortedDictionary<string, string> selector, Dictionary<string, NetworkKey> givers, NetworkKey network,
        string text, InjectionSettings settings)
    {
        var (key, value) = Parse(text, network);
        if (selector.TryGetValue(key, out var other) && other != value)
        {
            if (givers.TryGetValue(key, out var giver))
            {
                throw new ContractException(
                    $"network {giver} is for nodes with {key}={other} and network {network} for nodes with "
                    + $"{key}={value}: no node has both; attach one of them only");
            }

            if (!settings.NetworkSelectorWins)
            {
                throw new ContractException(
                    $"the pod's node selector has {key}={other}, but network {network} is for nodes with "
                    + $"{key}={value}; correct the node selector, or attach another network");
            }
        }

        selector[key] = value;
        givers.TryAdd(key, network);
    }

    private static (string Key, string Value) Parse(string text, NetworkKey network)
    {
        var parts = text.Split('=', StringSplitOptions.TrimEntries);
        var what = $"annotation {Annotations.NodeLabel} of network {network}";
        var (key, value) = (parts[0], parts.Length > 1 ? parts[1] : "");
        if (parts.Length > 2)
        {
            throw new ContractException(
                $"{what} is \"{text}\": it has more than one '='; write one label like nic=fast, or use annotation "
                + $"{Annotations.NodeSelector} for more");
        }

        LabelSelector.Parse($"{key}={value}", what);
        return (key, value);
    }

    private static List<string> Avoid(
        PodJson pod, IReadOnlyList<ResolvedNetwork> networks, InjectionSettings settings, List<string> warnings)
    {
        if (!settings.AvoidsNodesWithoutNetwork || pod.NodeName is not null)
        {
            return [];
        }

        var avoided = networks.SelectMany(network => network.FailedOn).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal).ToList();
        if (avoided.Count <= MostAvoided)
        {
            return avoided;
        }

        warnings.Add(
            $"networks of the pod cannot run on {avoided.Count} nodes, which are too many to keep it away from; "
            + "see the status of the networks");
        return [];
    }
}
