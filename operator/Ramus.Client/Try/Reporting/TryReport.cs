namespace Ramus.Client.Try.Reporting;

internal sealed record TryReport
{
    /// <summary>The path of the plugin `ramus`.</summary>
    public required string Ramus { get; init; }

    /// <summary>Interfaces of the scratch node.</summary>
    public required IReadOnlyList<string> Uplinks { get; init; }

    /// <summary>The name of the default network, or of the node's configuration.</summary>
    public required string DefaultNetwork { get; init; }

    /// <summary>The number of rendered networks.</summary>
    public required int Networks { get; init; }

    /// <summary>The reasons why the other networks were refused.</summary>
    public IReadOnlyList<string> RefusedNetworks { get; init; } = [];

    /// <summary>The validation findings for all networks.</summary>
    public IReadOnlyList<NetworkFinding> Findings { get; init; } = [];

    public IReadOnlyList<string> Notes { get; init; } = [];

    public IReadOnlyList<PodOutcome> Pods { get; init; } = [];

    /// <summary>The number of warnings of the rules, and of notes about the manifests.</summary>
    public int Warnings => Notes.Count + Findings.Count(static finding => !finding.IsError);

    public bool IsGood => Pods.All(pod => pod.IsGood);
}
