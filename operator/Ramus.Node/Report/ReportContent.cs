using System.Globalization;
using Ramus.Contract.NodeNetwork;

namespace Ramus.Node.Report;

/// <summary>The content of a report as text, to compare two reports.</summary>
internal static class ReportContent
{
    /// <summary>The whole content.</summary>
    public static string Of(NodeReport report) =>
        $"{UrgentOf(report)}|{report.Rendered}|{report.Revision.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The part to publish soon; the number and revision of rendered networks can wait.</summary>
    public static string UrgentOf(NodeReport report) => string.Join('|',
    [
        report.Version,
        $"{report.DefaultNetwork?.Name}@{report.DefaultNetwork?.File}:"
            + string.Join(',', report.DefaultNetwork?.Plugins ?? []) + $":{report.DefaultNetwork?.MapsHostPorts}",
        .. report.Plugins.Select(plugin => $"{plugin.Name}:{string.Join(',', plugin.CniVersions)}:{plugin.Problem}"),
        string.Join(',', report.BuiltIn),
        .. report.Interfaces.Select(link => $"{link.Name}:{link.State}:{link.Mtu}:{link.HasDefaultRoute}"),
        report.Failed.ToString(CultureInfo.InvariantCulture),
        .. report.Failures.Select(failure => $"{failure.Network}:{failure.Cause}"),
        .. report.Conditions.Select(
            condition => $"{condition.Type}={condition.IsTrue}:{condition.Reason}:{condition.Message}"),
    ]);
}
