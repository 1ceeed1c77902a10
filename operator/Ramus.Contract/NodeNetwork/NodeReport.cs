namespace Ramus.Contract.NodeNetwork;

/// <summary>What the agent reports of its node: the status of the NodeNetwork object with the node's name.</summary>
public sealed record NodeReport
{
    /// <summary>The most failures in a report: more do not help a person, and could fill the API server.</summary>
    public const int MostFailures = 100;

    /// <summary>The version of Ramus' plugin on the node.</summary>
    public required string Version { get; init; }

    public ReportedDefaultNetwork? DefaultNetwork { get; init; }

    /// <summary>Sorted by name.</summary>
    public IReadOnlyList<InstalledPlugin> Plugins { get; init; } = [];

    /// <summary>Those that networks can build on, sorted by name.</summary>
    public IReadOnlyList<HostInterface> Interfaces { get; init; } = [];

    /// <summary>How many networks have a file on the node.</summary>
    public int Rendered { get; init; }

    /// <summary>How many networks do not work on the node, also those that are not listed.</summary>
    public int Failed { get; init; }

    /// <summary>The first of the networks that do not work, at most <see cref="MostFailures"/>.</summary>
    public IReadOnlyList<NetworkFailure> Failures { get; init; } = [];

    /// <summary>The resource version up to which the node has rendered all networks; 0 when it is not known.</summary>
    public ulong Revision { get; init; }

    public IReadOnlyList<ReportCondition> Conditions { get; init; } = [];

    /// <summary>The condition of a type; null where the node does not report it.</summary>
    public ReportCondition? Condition(string type) => Conditions.FirstOrDefault(condition => condition.Type == type);
}
