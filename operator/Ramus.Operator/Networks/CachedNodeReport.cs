using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.NodeNetwork;
using Ramus.Kubernetes.Client;

namespace Ramus.Operator.Networks;

/// <summary>The part of a node's report that the operator caches, indexed by name.</summary>
internal sealed record CachedNodeReport
{
    public required string Node { get; init; }

    public required bool IsReady { get; init; }

    public required ulong Revision { get; init; }

    public required IReadOnlyDictionary<string, InstalledPlugin> Plugins { get; init; }

    /// <summary>The MTUs of <see cref="HostInterface.Mtus"/>; 0 when the MTU is not known.</summary>
    public required IReadOnlyDictionary<string, int> Interfaces { get; init; }

    public required IReadOnlyDictionary<string, string> Failures { get; init; }

    /// <summary>The namespaces with failures that the report does not list.</summary>
    public IReadOnlyList<string> Unlisted { get; init; } = [];

    /// <summary>
    /// Whether each failed network of the namespace is listed, so that a network that is not listed has not failed.
    /// </summary>
    public bool ListsAllOf(string @namespace) =>
        !Unlisted.Contains(@namespace) && !Unlisted.Contains(NodeReport.AnyNamespace);

    public static CachedNodeReport Of(JsonElement entity)
    {
        var report = NodeReportFormat.Read(entity);
        return new CachedNodeReport
        {
            Node = entity.KeyOf().Name,
            IsReady = report.Conditions.Any(condition => condition is { Type: ReportCondition.Ready, IsTrue: true }),
            Revision = report.Revision,
            Plugins = PluginsOf(report),
            Interfaces = HostInterface.Mtus(report.Interfaces),
            Failures = report.Failures.DistinctBy(failure => failure.Network).ToDictionary(
                failure => failure.Network.ToString(), failure => failure.Cause, StringComparer.Ordinal),
            Unlisted = UnlistedOf(report),
        };
    }

    // A built-in plugin supports every version. The node reports the networks that need its program nevertheless.
    private static Dictionary<string, InstalledPlugin> PluginsOf(NodeReport report)
    {
        var plugins = report.Plugins.DistinctBy(plugin => plugin.Name)
            .ToDictionary(plugin => plugin.Name, StringComparer.Ordinal);
        foreach (var type in plugins.Count > 0 ? report.BuiltIn : [])
        {
            plugins[type] = new InstalledPlugin(type, CniVersions.Supported);
        }

        return plugins;
    }

    // An agent of an earlier version does not report which failures it omitted.
    private static IReadOnlyList<string> UnlistedOf(NodeReport report) =>
        report.Failed <= report.Failures.Count ? []
        : report.Unlisted.Count > 0 ? report.Unlisted
        : [NodeReport.AnyNamespace];
}
