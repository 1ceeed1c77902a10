namespace Ramus.Client.Try.Reporting;

internal sealed record TryReport
{
    /// <summary>The plugin that was run.</summary>
    public required string Ramus { get; init; }

    /// <summary>Interfaces of the scratch node.</summary>
    public required IReadOnlyList<string> Uplinks { get; init; }

    /// <summary>Name of the default network, or of the node's configuration.</summary>
    public required string DefaultNetwork { get; init; }

    /// <summary>Networks that can be used.</summary>
    public required int Networks { get; init; }

    /// <summary>Networks that cannot, each with the reason.</summary>
    public IReadOnlyList<string> RefusedNetworks { get; init; } = [];

    /// <summary>What the rules find wrong with the networks, those that work included.</summary>
    public IReadOnlyList<NetworkFinding> Findings { get; init; } = [];

    public IReadOnlyList<string> Notes { get; init; } = [];

    public IReadOnlyList<PodOutcome> Pods { get; init; } = [];

    public bool IsGood => Pods.All(pod => pod.IsGood);
}
