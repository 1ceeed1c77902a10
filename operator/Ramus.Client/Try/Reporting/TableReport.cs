using System.Globalization;
using System.Text;

namespace Ramus.Client.Try.Reporting;

/// <summary>The report as text for a terminal.</summary>
internal static class TableReport
{
    private const int LabelWidth = 12;

    public static string Write(TryReport report)
    {
        var text = new StringBuilder();
        text.AppendLine($"Scratch node: interfaces {string.Join(", ", report.Uplinks)}; default network "
            + $"{report.DefaultNetwork}; {Count(report.Networks, "more network")}; plugin {report.Ramus}");
        foreach (var note in report.Notes.Concat(report.RefusedNetworks.Select(refusal => $"refused: {refusal}")))
        {
            text.AppendLine($"  {note}");
        }

        foreach (var finding in report.Findings)
        {
            text.AppendLine($"  {finding}");
        }

        foreach (var pod in report.Pods)
        {
            text.AppendLine();
            WritePod(text, pod);
        }

        text.AppendLine().AppendLine(Verdict(report.Pods));
        return text.ToString();
    }

    /// <summary>Only the results of DEL, when the pods were already shown.</summary>
    public static string WriteEnds(TryReport report)
    {
        var text = new StringBuilder();
        foreach (var pod in report.Pods.Where(pod => pod.End is not null))
        {
            text.AppendLine($"pod {pod.Pod.Key}  DEL {Time(pod.End!.Time)}");
            WriteEnd(text, pod.End);
        }

        return text.AppendLine().AppendLine(Verdict(report.Pods)).ToString();
    }

    private static void WritePod(StringBuilder text, PodOutcome pod)
    {
        text.AppendLine($"pod {pod.Pod.Key}  {(pod.Failure is null ? "ADD" : "FAILED after")} {Time(pod.AddTime)}"
            + (pod.End is { } end ? $", DEL {Time(end.Time)}" : ""));
        if (pod.Failure is { } failure)
        {
            WriteFailure(text, failure);
        }
        else
        {
            WriteInterfaces(text, pod);
            WriteFacts(text, pod);
        }

        if (pod.End is not null)
        {
            WriteEnd(text, pod.End);
        }
    }

    private static void WriteInterfaces(StringBuilder text, PodOutcome pod)
    {
        var rows = new List<string[]> { (string[])["INTERFACE", "NETWORK", "ADDRESSES", "MAC", "MTU", "TIME"] };
        foreach (var link in pod.Interfaces.Where(link => link.Kind != "loopback"))
        {
            var attachment = pod.Attachments.FirstOrDefault(one => one.Interface == link.Name);
            rows.Add([
                link.Name, attachment?.Network ?? "-", string.Join(' ', link.Addresses), link.Mac,
                link.Mtu.ToString(CultureInfo.InvariantCulture), attachment?.Time is { } time ? Time(time) : "-",
            ]);
        }

        var columns = Enumerable.Range(0, rows[0].Length);
        var widths = columns.Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            var cells = row.Select((cell, column) => cell.PadRight(widths[column]));
            text.AppendLine($"  {string.Join("  ", cells)}".TrimEnd());
        }
    }

    private static void WriteFacts(StringBuilder text, PodOutcome pod)
    {
        WriteLines(text, "routes", pod.Routes.Select(route =>
            $"{route.Destination}{(route.Gateway is { } gateway ? $" via {gateway}" : "")} dev {route.Interface}"));
        WriteLines(text, "sysctl", pod.Sysctls.Select(sysctl => $"{sysctl.Name} = {sysctl.Value} ({sysctl.Network})"));
        WriteLines(text, "host port", pod.HostPorts.Select(port =>
            $"{port.HostPort}/{port.Protocol} of the node to {port.ContainerPort} of the pod: " + port.Reach switch
            {
                HostPortReach.Network => "answers",
                HostPortReach.Node => "answers only on the node itself, the pod has no route back to other addresses",
                HostPortReach.None => "does not answer",
                _ => "not tried, because it is not a tcp port",
            }));
        WriteLines(text, "status", pod.NetworkStatus.Split('\n'));
    }

    private static void WriteFailure(StringBuilder text, Failure failure)
    {
        if (failure.Network is { } network)
        {
            WriteLines(text, "network", [network + (failure.Interface is { } link ? $" as {link}" : "")]);
        }

        WriteLines(text, "why", [$"{failure.Why} (CNI error {failure.Code})"]);
        WriteLines(text, "to do", failure.ToDo is { } toDo ? [toDo] : []);
        WriteLines(text, "details", failure.Details?.Split('\n') ?? []);
    }

    private static void WriteEnd(StringBuilder text, PodEnd end)
    {
        if (end.Failure is { } failure)
        {
            WriteLines(text, "DEL failed", [failure.Why]);
        }

        WriteLines(text, "after DEL", end.Left.Count == 0
            ? ["nothing left: no interface, address lease, packet rule, record or report"]
            : [.. end.Left.Select(left => $"left: {left}")]);
    }

    private static void WriteLines(StringBuilder text, string label, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            text.AppendLine($"  {label.PadRight(LabelWidth)}{line}");
            label = "";
        }
    }

    private static string Verdict(IReadOnlyList<PodOutcome> pods)
    {
        var good = pods.Count(pod => pod.IsGood);
        return good == pods.Count
            ? $"{Count(pods.Count, "pod")}: all succeeded."
            : $"{Count(pods.Count, "pod")}: {pods.Count - good} failed "
                + $"({string.Join(", ", pods.Where(pod => !pod.IsGood).Select(pod => pod.Pod.Key))}).";
    }

    private static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";

    private static string Time(TimeSpan time) =>
        $"{time.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture)} ms";
}
