using System.Text.Json;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;
using Ramus.Validation;

namespace Ramus.Webhook.Networks;

/// <summary>All that is kept of a NetworkAttachmentDefinition: ten thousand of them stay small.</summary>
internal sealed record CachedNetwork
{
    // No valid value is longer than half of it, and whoever reads a longer one refuses what is kept of it just as well.
    private const int MostKept = 8192;

    // The API server cuts warnings at 256.
    private const int MostTold = 256;

    private static readonly CachedNetwork Plain = new();

    /// <summary>The device resources that it names, one for each key of the settings; usually one or none.</summary>
    public IReadOnlyList<string> ResourceNames { get; init; } = [];

    /// <summary>The ResourceClaimTemplate that its device comes by.</summary>
    public string? ClaimTemplate { get; init; }

    /// <summary>Its nodes as one label, key=value.</summary>
    public string? NodeLabel { get; init; }

    public string? NodeSelector { get; init; }

    /// <summary>What its status says is wrong with it, to follow its name.</summary>
    public string? Problem { get; init; }

    /// <summary>Where its addresses are booked; none for most networks.</summary>
    public IReadOnlyList<AddressPool> Pools { get; init; } = [];

    /// <summary>Keeps nothing of the element.</summary>
    public static CachedNetwork Of(JsonElement network, IReadOnlyList<string> resourceNameKeys)
    {
        var pools = NetworkAdmission.PoolsOf(network);
        var problem = ProblemOf(network);
        if (!network.TryFind(out var annotations, "metadata", "annotations"))
        {
            return pools.Count == 0 && problem is null ? Plain : Plain with { Pools = pools, Problem = problem };
        }

        string[] resources = [.. resourceNameKeys.Select(key => annotations.TextAt(key)).OfType<string>()];
        return new CachedNetwork
        {
            ResourceNames = resources.Length == 0 ? [] : [.. resources.Select(Cut)],
            ClaimTemplate = Given(annotations, Annotations.ResourceClaimTemplate),
            NodeLabel = Given(annotations, Annotations.NodeLabel),
            NodeSelector = Given(annotations, Annotations.NodeSelector),
            Problem = problem,
            Pools = pools,
        };
    }

    private static string? Given(JsonElement annotations, string key) =>
        annotations.TextAt(key) is { } text && !string.IsNullOrWhiteSpace(text) ? Cut(text) : null;

    private static string Cut(string text) => text.Length <= MostKept ? text : text[..MostKept];

    private static string? ProblemOf(JsonElement network)
    {
        foreach (var condition in NetworkStateFormat.ReadConditions(network))
        {
            if (condition.Status == "False" && Trouble(network, condition) is { } trouble)
            {
                var text = $"{trouble}: {condition.Message}";
                return text.Length <= MostTold ? text : text[..MostTold];
            }
        }

        return null;
    }

    private static string? Trouble(JsonElement network, StatusCondition condition) =>
        (condition.Type, condition.Reason) switch
        {
            (StatusCondition.Valid, StatusCondition.Forbidden) =>
                "is against the cluster's policy, and nodes may refuse to run it",
            (StatusCondition.Valid, _) => "cannot work as it is",
            (StatusCondition.Rendered, StatusCondition.NodesFailed)
                when NetworkStateFormat.ReadNodes(network).Rendered == 0 => "runs on no node so far",
            _ => null,
        };
}
