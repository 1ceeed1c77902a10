using System.Text.Json;
using Ramus.Contract.NodeNetwork;
using Ramus.Kubernetes.Client;

namespace Ramus.Operator.Networks;

/// <summary>The part of a node's report that the operator keeps, ready to be looked up in.</summary>
internal sealed record CachedNodeReport
{
    public required string Node { get; init; }

    public required bool IsReady { get; init; }

    public required ulong Revision { get; init; }

    public required IReadOnlyDictionary<string, InstalledPlugin> Plugins { get; init; }

    public required IReadOnlySet<string> Interfaces { get; init; }

    public required IReadOnlyDictionary<string, string> Failures { get; init; }

    public static CachedNodeReport Of(JsonElement entity)
    {
        var report = NodeReportFormat.Read(entity);
        return new CachedNodeReport
        {
            Node = entity.KeyOf().Name,
            IsReady = report.Conditions.Any(condition => condition is { Type: ReportCondition.Ready, IsTrue: true }),
            Revision = report.Revision,
            Plugins = report.Plugins.DistinctBy(plugin => plugin.Name)
                .ToDictionary(plugin => plugin.Name, StringComparer.Ordinal),
            Interfaces = report.Interfaces.Select(link => link.Name).ToHashSet(StringComparer.Ordinal),
            Failures = report.Failures.DistinctBy(failure => failure.Network).ToDictionary(
                failure => failure.Network.ToString(), failure => failure.Cause, StringComparer.Ordinal),
        };
    }
}
