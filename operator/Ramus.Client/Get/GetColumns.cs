using System.Globalization;
using Ramus.Client.Output;

namespace Ramus.Client.Get;

/// <summary>The columns of `get` and `top`.</summary>
internal static class GetColumns
{
    public static IReadOnlyList<Column<PodInterface>> Pods { get; } =
    [
        new("NAMESPACE", "namespace", static one => one.Namespace),
        new("POD", "pod", static one => one.Pod),
        new("INTERFACE", "interface", static one => one.Interface),
        new("NETWORK", "network", static one => one.Network),
        new("ADDRESSES", "addresses", static one => Joined(one.Addresses)) { List = static one => one.Addresses },
        new("MAC", "mac", static one => one.Mac),
        new("DEVICE", "device", static one => one.Device),
        new("OUTDATED", "outdated", static one => Answer(one.IsOutdated)) { Flag = static one => one.IsOutdated },
        new("NODE", "node", static one => one.Node) { IsWide = true },
        new("MTU", "mtu", static one => Number(one.Mtu)) { IsWide = true, Number = static one => one.Mtu },
        new("GATEWAYS", "gateways", static one => Joined(one.Gateways))
        {
            IsWide = true,
            List = static one => one.Gateways,
        },
        new("DEFAULT", "default", static one => one.IsDefault ? "yes" : "no")
        {
            IsWide = true,
            Flag = static one => one.IsDefault,
        },
    ];

    public static IReadOnlyList<Column<NetworkRow>> Networks { get; } =
    [
        new("NAMESPACE", "namespace", static one => one.Key.Namespace),
        new("NAME", "name", static one => one.Key.Name),
        new("TYPE", "type", static one => one.State.Type),
        new("MASTERS", "masters", static one => Joined(one.State.Masters)) { List = static one => one.State.Masters },
        new("VALID", "valid", static one => one.Valid),
        new("NODES", "nodes", static one => one.State.ObservedGeneration > 0 ? one.State.Nodes.Summary : ""),
        new("PODS", "pods", static one => Number(one.State.Pods)) { Number = static one => one.State.Pods },
        new("OUTDATED", "outdatedPods", static one => Number(one.State.OutdatedPods))
        {
            Number = static one => one.State.OutdatedPods,
        },
        new("RESOURCE", "resource", static one => one.State.ResourceName) { IsWide = true },
        new("CNI", "cniVersion", static one => one.State.CniVersion) { IsWide = true },
        new("PROBLEM", "problem", static one => one.Problem) { IsWide = true },
    ];

    public static IReadOnlyList<Column<NodeRow>> Nodes { get; } =
    [
        new("NAME", "name", static one => one.Name),
        new("READY", "ready", static one => Answer(one.IsReady)) { Flag = static one => one.IsReady },
        new("VERSION", "version", static one => one.Report.Version),
        new("DEFAULT NETWORK", "defaultNetwork", static one => one.Report.DefaultNetwork?.Name ?? ""),
        new("NETWORKS", "networks", static one => Number(one.Report.Rendered))
        {
            Number = static one => one.Report.Rendered,
        },
        new("FAILED", "failed", static one => Number(one.Report.Failed)) { Number = static one => one.Report.Failed },
        new("PLUGINS", "plugins", static one => Number(one.Report.Plugins.Count))
        {
            List = static one => one.Report.Plugins.Select(static plugin => plugin.Name),
        },
        new("INTERFACES", "interfaces", static one => Joined(one.Interfaces))
        {
            IsWide = true,
            List = static one => one.Interfaces,
        },
        new("PROBLEM", "problem", static one => one.Problem) { IsWide = true },
    ];

    public static IReadOnlyList<Column<NetworkUsage>> Usage { get; } =
    [
        new("NAMESPACE", "namespace", static one => one.Namespace),
        new("NETWORK", "network", static one => one.Network),
        new("PODS", "pods", static one => Number(one.Pods)) { Number = static one => one.Pods },
        new("INTERFACES", "interfaces", static one => Number(one.Interfaces))
        {
            Number = static one => one.Interfaces,
        },
        new("NODES", "nodes", static one => Number(one.Nodes)) { Number = static one => one.Nodes },
        new("ADDRESSES", "addresses", static one => Number(one.Addresses)) { Number = static one => one.Addresses },
        new("OUTDATED", "outdatedPods", static one => Number(one.OutdatedPods))
        {
            Number = static one => one.OutdatedPods,
        },
        new("BUSIEST NODE", "busiestNode", static one => one.BusiestNode) { IsWide = true },
        new("RANGES", "ranges", static one => Joined(one.Ranges)) { IsWide = true, List = static one => one.Ranges },
    ];

    private static string Joined(IEnumerable<string> texts) => string.Join(',', texts);

    private static string Answer(bool? value) => value is { } known ? known ? "yes" : "no" : "";

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
