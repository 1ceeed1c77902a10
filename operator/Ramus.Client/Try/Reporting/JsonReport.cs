using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ramus.Validation;

namespace Ramus.Client.Try.Reporting;

/// <summary>The report as JSON. Later versions may add keys, but never rename or remove them.</summary>
internal static class JsonReport
{
    private static readonly JsonWriterOptions Layout = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(TryReport report)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Layout))
        {
            json.WriteStartObject();
            json.WriteNumber("version", 1);
            json.WriteBoolean("ok", report.IsGood);
            json.WriteString("ramus", report.Ramus);
            json.WriteString("defaultNetwork", report.DefaultNetwork);
            WriteTexts(json, "uplinks", report.Uplinks);
            json.WriteNumber("networks", report.Networks);
            WriteTexts(json, "refusedNetworks", report.RefusedNetworks);
            WriteList(json, "findings", report.Findings, WriteFinding);
            WriteTexts(json, "warnings", report.OtherWarnings);
            WriteTexts(json, "notes", report.Notes);
            WriteList(json, "pods", report.Pods, WritePod);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static void WriteFinding(Utf8JsonWriter json, NetworkFinding found)
    {
        json.WriteString("network", found.Network.ToString());
        json.WriteString("rule", found.Finding.Rule);
        json.WriteString("severity", found.Finding.Severity == Severity.Error ? "error" : "warning");
        json.WriteString("path", found.Finding.Path);
        json.WriteString("message", found.Finding.Message);
        if (found.Finding is { Line: { } line, Column: { } column })
        {
            json.WriteNumber("line", line);
            json.WriteNumber("column", column);
        }
    }

    private static void WritePod(Utf8JsonWriter json, PodOutcome pod)
    {
        json.WriteString("namespace", pod.Pod.Key.Namespace);
        json.WriteString("name", pod.Pod.Key.Name);
        json.WriteBoolean("ok", pod.IsGood);
        json.WriteString("containerID", pod.ContainerId);
        WriteFailure(json, pod.Failure);
        WriteTime(json, "addMilliseconds", pod.AddTime);
        WriteList(json, "attachments", pod.Attachments, (_, attachment) =>
        {
            json.WriteString("network", attachment.Network);
            json.WriteString("interface", attachment.Interface);
            WriteTime(json, "milliseconds", attachment.Time);
        });
        WriteList(json, "interfaces", pod.Interfaces, (_, link) =>
        {
            json.WriteString("name", link.Name);
            json.WriteString("network", pod.Attachments.FirstOrDefault(one => one.Interface == link.Name)?.Network);
            json.WriteString("kind", link.Kind);
            json.WriteString("mac", link.Mac);
            json.WriteNumber("mtu", link.Mtu);
            WriteTexts(json, "addresses", link.Addresses);
        });
        WriteList(json, "routes", pod.Routes, (_, route) =>
        {
            json.WriteString("destination", route.Destination);
            json.WriteString("gateway", route.Gateway);
            json.WriteString("interface", route.Interface);
        });
        WriteList(json, "sysctls", pod.Sysctls, (_, sysctl) =>
        {
            json.WriteString("name", sysctl.Name);
            json.WriteString("value", sysctl.Value);
            json.WriteString("network", sysctl.Network);
        });
        WriteList(json, "hostPorts", pod.HostPorts, WriteHostPort);
        json.WritePropertyName("networkStatus");
        JsonElement.Parse(pod.NetworkStatus.Length == 0 ? "[]" : pod.NetworkStatus).WriteTo(json);
        WriteEnd(json, pod.End);
    }

    private static void WriteHostPort(Utf8JsonWriter json, PodHostPort port)
    {
        json.WriteNumber("hostPort", port.HostPort);
        json.WriteNumber("containerPort", port.ContainerPort);
        json.WriteString("protocol", port.Protocol);
        json.WriteString("reachableFrom", port.Reach switch
        {
            HostPortReach.Network => "network",
            HostPortReach.Node => "node",
            HostPortReach.None => "nowhere",
            _ => null,
        });
    }

    private static void WriteEnd(Utf8JsonWriter json, PodEnd? end)
    {
        json.WritePropertyName("del");
        if (end is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        WriteTime(json, "milliseconds", end.Time);
        WriteFailure(json, end.Failure);
        WriteTexts(json, "left", end.Left);
        json.WriteEndObject();
    }

    private static void WriteFailure(Utf8JsonWriter json, Failure? failure)
    {
        json.WritePropertyName("failure");
        if (failure is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteNumber("code", failure.Code);
        json.WriteString("network", failure.Network);
        json.WriteString("interface", failure.Interface);
        json.WriteString("why", failure.Why);
        json.WriteString("toDo", failure.ToDo);
        json.WriteString("details", failure.Details);
        json.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter json, string key, TimeSpan? time)
    {
        json.WritePropertyName(key);
        if (time is { } known)
        {
            json.WriteNumberValue(Math.Round(known.TotalMilliseconds, 1));
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private static void WriteList<T>(
        Utf8JsonWriter json, string key, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(key);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string key, IEnumerable<string> texts)
    {
        json.WriteStartArray(key);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
