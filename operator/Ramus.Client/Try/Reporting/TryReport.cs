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

    /// <summary>Mistakes in the files that are not findings of the network rules, a sentence each.</summary>
    public IReadOnlyList<string> OtherWarnings { get; init; } = [];

    /// <summary>Ignored objects, and actions in place of a node's other programs; no mistakes.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public IReadOnlyList<PodOutcome> Pods { get; init; } = [];

    /// <summary>The number of warnings of the network rules and of the others.</summary>
    public int Warnings => OtherWarnings.Count + Findings.Count(static finding => !finding.IsError);

    public bool IsGood => Pods.All(pod => pod.IsGood);
}
