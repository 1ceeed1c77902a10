using System.Globalization;
using System.Text;
using Ramus.Client.Output;

namespace Ramus.Client.Try.Reporting;

/// <summary>
/// The report as text for a terminal: each pod in detail, then notes and findings, then a line per pod.
/// </summary>
/// <param name="paint">The colours.</param>
/// <param name="showsStatus">Whether to show each pod's network-status.</param>
internal sealed class TableReport(Paint paint, bool showsStatus)
{
    private const int LabelWidth = 12;

    public string Write(TryReport report)
    {
        var text = new StringBuilder();
        text.AppendLine($"Scratch node: interfaces {string.Join(", ", report.Uplinks)}; default network "
            + $"{report.DefaultNetwork}; {Count(report.Networks, "more network")}; plugin {report.Ramus}");
        foreach (var pod in report.Pods)
        {
            text.AppendLine();
            WritePod(text, pod);
        }

        List<string> remarks =
        [
            .. report.Notes, .. report.OtherWarnings.Select(warning => $"{paint.Yellow("warning")}: {warning}"),
            .. report.RefusedNetworks.Select(refusal => $"{paint.Red("refused")}: {refusal}"),
            .. report.Findings.Select(Remark),
        ];
        if (remarks.Count > 0)
        {
            text.AppendLine().AppendJoin('\n', remarks).AppendLine();
        }

        return WriteEnd(text, report);
    }

    /// <summary>Only the results of DEL, when the pods were already shown.</summary>
    public string WriteEnds(TryReport report)
    {
        var text = new StringBuilder();
        foreach (var pod in report.Pods.Where(pod => pod.End is not null))
        {
            text.AppendLine($"pod {pod.Pod.Key}  DEL {Time(pod.End!.Time)}");
            WriteEnd(text, pod.End);
        }

        return WriteEnd(text, report);
    }

    private string WriteEnd(StringBuilder text, TryReport report)
    {
        text.AppendLine();
        foreach (var pod in report.Pods)
        {
            text.AppendLine(Line(pod));
        }

        var good = report.Pods.Count(static pod => pod.IsGood);
        var errors = report.Findings.Count(static finding => finding.IsError);
        return text.AppendLine($"{Count(report.Pods.Count, "pod")}: {good} ok, {report.Pods.Count - good} failed"
            + (errors > 0 ? $", {Count(errors, "error")}" : "")
            + $", {Count(report.Warnings, "warning")}").ToString();
    }

    private string Line(PodOutcome pod) => pod.IsGood
        ? $"{paint.Green("✓")} {pod.Pod.Key}  {string.Join("  ", Links(pod).Select(Addresses))}  {Time(pod.AddTime)}"
        : $"{paint.Red("✗")} {pod.Pod.Key}  {Reason(pod)}";

    private static string Addresses(PodInterface link) => string.Join(' ', [link.Name, .. link.Addresses]);

    private static string Reason(PodOutcome pod) =>
        pod.Failure is { } failure ? failure.Why
        : pod.End is { Failure: { } end } ? $"DEL failed: {end.Why}"
        : pod.End is { Left: [var left, ..] } ? $"left after DEL: {left}"
        : "a host port does not answer";

    private string Remark(NetworkFinding finding)
    {
        var text = finding.ToString();
        var end = text.IndexOf(' ', StringComparison.Ordinal);
        return (finding.IsError ? paint.Red(text[..end]) : paint.Yellow(text[..end])) + text[end..];
    }

    private static IEnumerable<PodInterface> Links(PodOutcome pod) =>
        pod.Interfaces.Where(static link => link.Kind != "loopback");

    private void WritePod(StringBuilder text, PodOutcome pod)
    {
        text.AppendLine($"{paint.Bold($"pod {pod.Pod.Key}")}  "
            + $"{(pod.Failure is null ? "ADD" : $"{paint.Red("FAILED")} after")} {Time(pod.AddTime)}"
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
        foreach (var link in Links(pod))
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

    private void WriteFacts(StringBuilder text, PodOutcome pod)
    {
        WriteLines(text, "routes", pod.Routes.Select(route =>
            $"{route.Destination}{(route.Gateway is { } gateway ? $" via {gateway}" : "")} dev {route.Interface}"));
        WriteLines(text, "sysctl", pod.Sysctls.Select(sysctl => $"{sysctl.Name} = {sysctl.Value} ({sysctl.Network})"));
        WriteLines(text, "host port", pod.HostPorts.Select(port =>
            $"{port.HostPort}/{port.Protocol} of the node to {port.ContainerPort} of the pod: " + port.Reach switch
            {
                HostPortReach.Network => "answers",
                HostPortReach.Node =>
                    "answers only on the node itself, because the pod has no route back to other addresses",
                HostPortReach.None => "does not answer",
                _ => "not tried, because it is not a tcp port",
            }));
        WriteLines(text, "status", showsStatus ? pod.NetworkStatus.Split('\n') : []);
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

    private static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";

    private static string Time(TimeSpan time) =>
        $"{time.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture)} ms";
}
