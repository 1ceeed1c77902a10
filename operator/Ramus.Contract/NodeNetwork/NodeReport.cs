namespace Ramus.Contract.NodeNetwork;

/// <summary>The agent's report about its node: the status of the NodeNetwork object with the node's name.</summary>
public sealed record NodeReport
{
    /// <summary>The largest number of failures in a report, so that the object stays small.</summary>
    public const int MostFailures = 100;

    /// <summary>The version of Ramus' plugin on the node.</summary>
    public required string Version { get; init; }

    public ReportedDefaultNetwork? DefaultNetwork { get; init; }

    /// <summary>The CNI plugins on the node, sorted by name.</summary>
    public IReadOnlyList<InstalledPlugin> Plugins { get; init; } = [];

    /// <summary>
    /// The types that run inside Ramus' plugin, sorted. A network that needs the program of such a type nevertheless is
    /// in <see cref="Failures"/> when the program is missing.
    /// </summary>
    public IReadOnlyList<string> BuiltIn { get; init; } = [];

    /// <summary>The interfaces that networks can use as 'master', sorted by name.</summary>
    public IReadOnlyList<HostInterface> Interfaces { get; init; } = [];

    /// <summary>The number of networks that have a file on the node.</summary>
    public int Rendered { get; init; }

    /// <summary>The number of networks that do not work on the node, including those that are not listed.</summary>
    public int Failed { get; init; }

    /// <summary>
    /// Networks that do not work, at most <see cref="MostFailures"/>, taken from each namespace in turn.
    /// </summary>
    public IReadOnlyList<NetworkFailure> Failures { get; init; } = [];

    /// <summary>
    /// The namespaces with failures that are not listed, at most <see cref="MostFailures"/>; if there are more, the
    /// list contains only <see cref="AnyNamespace"/>.
    /// </summary>
    public IReadOnlyList<string> Unlisted { get; init; } = [];

    /// <summary>Stands for every namespace in <see cref="Unlisted"/>.</summary>
    public const string AnyNamespace = "*";

    /// <summary>The resource version up to which the node has rendered all networks; 0 when unknown.</summary>
    public ulong Revision { get; init; }

    public IReadOnlyList<ReportCondition> Conditions { get; init; } = [];

    /// <summary>The condition of a type; null when the node does not report it.</summary>
    public ReportCondition? Condition(string type) => Conditions.FirstOrDefault(condition => condition.Type == type);
}
