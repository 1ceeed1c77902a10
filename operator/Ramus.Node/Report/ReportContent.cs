using System.Globalization;
using Ramus.Contract.NodeNetwork;

namespace Ramus.Node.Report;

/// <summary>Two reports with the same content say the same, whenever they were gathered.</summary>
internal static class ReportContent
{
    /// <summary>All that a report says.</summary>
    public static string Of(NodeReport report) =>
        $"{UrgentOf(report)}|{report.Rendered}|{report.Revision.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The part to publish soon; that all networks are rendered as they should be can wait.</summary>
    public static string UrgentOf(NodeReport report) => string.Join('|',
    [
        report.Version,
        $"{report.DefaultNetwork?.Name}@{report.DefaultNetwork?.File}:"
            + string.Join(',', report.DefaultNetwork?.Plugins ?? []),
        .. report.Plugins.Select(plugin => $"{plugin.Name}:{string.Join(',', plugin.CniVersions)}:{plugin.Problem}"),
        .. report.Interfaces.Select(link => $"{link.Name}:{link.State}:{link.Mtu}"),
        report.Failed.ToString(CultureInfo.InvariantCulture),
        .. report.Failures.Select(failure => $"{failure.Network}:{failure.Cause}"),
        .. report.Conditions.Select(
            condition => $"{condition.Type}={condition.IsTrue}:{condition.Reason}:{condition.Message}"),
    ]);
}
