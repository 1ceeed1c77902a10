using System.Text.Json;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;
using Ramus.Validation;

namespace Ramus.Webhook.Networks;

/// <summary>The cached part of a NetworkAttachmentDefinition; small, because there may be 10,000.</summary>
internal sealed record CachedNetwork
{
    // Twice the longest valid value. A value cut off here is invalid anyway, and its parser refuses it.
    private const int MostRead = 2 * NetworkAttachmentDefinition.LongestAnnotation;

    // The limit for all values of one network in the cache; a network without long values has far fewer characters.
    private const int MostKept = 512;

    // The API server truncates warnings at 256 characters.
    private const int MostTold = 256;

    private static readonly CachedNetwork Plain = new();

    /// <summary>
    /// The values are too long for the cache: without them, the network must be read from the API server.
    /// </summary>
    public bool IsLong { get; init; }

    /// <summary>
    /// The device resources of the network, from every key of the settings; usually one or none. An empty name stands
    /// for a key without a name.
    /// </summary>
    public IReadOnlyList<string> ResourceNames { get; init; } = [];

    /// <summary>The ResourceClaimTemplate for its device.</summary>
    public string? ClaimTemplate { get; init; }

    /// <summary>The label of its nodes, key=value.</summary>
    public string? NodeLabel { get; init; }

    public string? NodeSelector { get; init; }

    /// <summary>The problem in its status, worded to follow the network's name in a sentence.</summary>
    public string? Problem { get; init; }

    /// <summary>The address pools of host-local; empty for most networks.</summary>
    public IReadOnlyList<AddressPool> Pools { get; init; } = [];

    /// <summary>Reads a network; the result does not reference the JSON.</summary>
    public static CachedNetwork Of(JsonElement network, IReadOnlyList<string> resourceNameKeys)
    {
        var pools = NetworkAdmission.PoolsOf(network);
        var problem = ProblemOf(network);
        if (!network.TryFind(out var annotations, "metadata", "annotations"))
        {
            return pools.Count == 0 && problem is null ? Plain : Plain with { Pools = pools, Problem = problem };
        }

        string[] resources =
            [.. resourceNameKeys.Select(key => annotations.TextAt(key)).OfType<string>().SelectMany(NamesIn)];
        return new CachedNetwork
        {
            ResourceNames = resources,
            ClaimTemplate = Given(annotations, Annotations.ResourceClaimTemplate),
            NodeLabel = Given(annotations, Annotations.NodeLabel),
            NodeSelector = Given(annotations, Annotations.NodeSelector),
            Problem = problem,
            Pools = pools,
        };
    }

    private static IEnumerable<string> NamesIn(string value) =>
        Contract.Selection.ResourceNames.In(Cut(value)) is { Count: > 0 } names ? names : [""];

    /// <summary>
    /// Reads a network for the cache. Of a network with long values, the cache keeps only the pools and the problem.
    /// </summary>
    public static CachedNetwork ToKeep(JsonElement network, IReadOnlyList<string> resourceNameKeys)
    {
        var whole = Of(network, resourceNameKeys);
        return whole.Length <= MostKept
            ? whole
            : Plain with { IsLong = true, Pools = whole.Pools, Problem = whole.Problem };
    }

    private int Length => ResourceNames.Sum(static name => name.Length)
        + (ClaimTemplate?.Length ?? 0) + (NodeLabel?.Length ?? 0) + (NodeSelector?.Length ?? 0);

    private static string? Given(JsonElement annotations, string key) =>
        annotations.TextAt(key) is { } text && !string.IsNullOrWhiteSpace(text) ? Cut(text) : null;

    private static string Cut(string text) => text.Length <= MostRead ? text : text[..MostRead];

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
                "is forbidden by the cluster's policy, and nodes may refuse to run it",
            (StatusCondition.Valid, _) => "is invalid",
            (StatusCondition.Rendered, StatusCondition.NodesFailed)
                when NetworkStateFormat.ReadNodes(network).Rendered == 0 => "is not rendered on any node yet",
            _ => null,
        };
}
