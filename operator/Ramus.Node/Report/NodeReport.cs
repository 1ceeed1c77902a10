using System.Globalization;

namespace Ramus.Node.Report;

/// <summary>What the agent tells of its node.</summary>
internal sealed record NodeReport
{
    /// <summary>More names do not help a person, and all of them could fill the API server.</summary>
    internal const int MostFailures = 100;

    public required string Version { get; init; }

    public ReportedDefaultNetwork? DefaultNetwork { get; init; }

    public IReadOnlyList<InstalledPlugin> Plugins { get; init; } = [];

    public IReadOnlyList<HostInterface> Interfaces { get; init; } = [];

    public int Rendered { get; init; }

    public int Failed { get; init; }

    /// <summary>The first of those that failed.</summary>
    public IReadOnlyList<NetworkFailure> Failures { get; init; } = [];

    /// <summary>Up to which resource version all networks are on the disk.</summary>
    public ulong Revision { get; init; }

    public IReadOnlyList<ReportCondition> Conditions { get; init; } = [];

    /// <summary>Equal for reports that say the same.</summary>
    public string Content =>
        $"{UrgentContent}|{Rendered}|{Revision.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>What has to be told soon; that all networks are rendered as they should be can wait.</summary>
    public string UrgentContent => string.Join('|',
    [
        Version,
        $"{DefaultNetwork?.Name}@{DefaultNetwork?.File}:{string.Join(',', DefaultNetwork?.Plugins ?? [])}",
        .. Plugins.Select(plugin => $"{plugin.Name}:{string.Join(',', plugin.CniVersions)}:{plugin.Problem}"),
        .. Interfaces.Select(link => $"{link.Name}:{link.State}:{link.Mtu}"),
        Failed.ToString(CultureInfo.InvariantCulture),
        .. Failures.Select(failure => $"{failure.Network}:{failure.Cause}"),
        .. Conditions.Select(
            condition => $"{condition.Type}={condition.IsTrue}:{condition.Reason}:{condition.Message}"),
    ]);
}
