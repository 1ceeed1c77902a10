using Ramus.Contract.Admission;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Webhook.Pods;

/// <summary>The requirements of a pod's networks for its node.</summary>
/// <param name="Selector">The pod's node selector with the networks' labels; null when it does not change.</param>
/// <param name="Expressions">Requirements for its node affinity.</param>
/// <param name="Avoided">Requirements that keep it away from nodes that cannot run one of its networks.</param>
internal sealed record NodePlacement(
    IReadOnlyDictionary<string, string>? Selector,
    IReadOnlyList<LabelRequirement> Expressions,
    IReadOnlyList<LabelRequirement> Avoided)
{
    private const int MostExpressions = 256;

    // A node has some dozens of labels.
    private const int MostOwnLabels = 1024;

    private static readonly Dictionary<string, string> NoLabels = [];

    /// <exception cref="ContractException">
    /// No node can satisfy the requirements, or a network's annotation is invalid.
    /// </exception>
    public static NodePlacement Of(
        PodJson pod, IReadOnlyList<ResolvedNetwork> networks, InjectionSettings settings)
    {
        var own = networks.Any(static network => network.Known.NodeLabel is not null)
            ? OwnSelector(pod)
            : NoLabels;
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
                $"the pod's networks have {expressions.Count} requirements for its node, but at most "
                + $"{MostExpressions} are allowed; attach fewer networks");
        }

        var isChanged = givers.Count > 0
            && (selector.Count != own.Count || selector.Any(pair => own.GetValueOrDefault(pair.Key) != pair.Value));
        return new NodePlacement(isChanged ? selector : null, expressions, Avoid(pod, networks, settings));
    }

    private static IReadOnlyDictionary<string, string> OwnSelector(PodJson pod)
    {
        var own = pod.NodeSelector;
        return own.Count <= MostOwnLabels
            ? own
            : throw new ContractException(
                $"the pod's node selector has {own.Count} labels, but the label of a network can be added to at most "
                + $"{MostOwnLabels}; use fewer labels");
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
                    $"network {giver} requires nodes with {key}={other} and network {network} requires nodes with "
                    + $"{key}={value}: no node has both labels; attach only one of the networks");
            }

            if (!settings.NetworkSelectorWins)
            {
                throw new ContractException(
                    $"the pod's node selector has {key}={other}, but network {network} requires nodes with "
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

    private static IReadOnlyList<LabelRequirement> Avoid(
        PodJson pod, IReadOnlyList<ResolvedNetwork> networks, InjectionSettings settings) =>
        !settings.AvoidsNodesWithoutNetwork || pod.NodeName is not null
            ? []
            : [.. networks.Select(network => CannotRunLabel.KeyOf(network.Key)).Distinct(StringComparer.Ordinal)
                .Select(key => new LabelRequirement(key, [], IsNegated: true, IsForAnyValue: true))];
}
