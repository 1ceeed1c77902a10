using System.Diagnostics;
using System.Globalization;
using Ramus.Attachments.Progress;
using Ramus.Attachments.Settings;
using Ramus.Cni.PluginSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Linux.Files;

namespace Ramus.Plugin.Logging;

/// <summary>
/// Writes one JSON line per event. The log contains names, times and error messages, but no configurations or
/// arguments, because these may contain secrets.
/// </summary>
public sealed class PluginLog(LogSettings settings, CniRequest request)
{
    /// <summary>A command ended; <paramref name="failure"/> is null when it succeeded.</summary>
    public void Ended(long began, CniError? failure) => Write(
        failure is null ? LogLevel.Verbose : LogLevel.Error,
        json =>
        {
            json.Key("event").Text(failure is null ? "done" : "failed");
            WriteTime(json, began);
            if (failure is not null)
            {
                json.Key("code").Number(failure.Code).Key("message").Text(failure.Message);
            }
        });

    /// <summary>A network is attached; <c>builtin</c> lists the plugins that ran inside this process, if any.</summary>
    public void Attached(FinishedAttachment finished) => Write(LogLevel.Verbose, json =>
    {
        var attachment = finished.Attachment;
        json.Key("event").Text("attached")
            .Key("network").Text(attachment.Network).Key("interface").Text(attachment.Interface);
        if (finished.BuiltIn.Count > 0)
        {
            json.Key("builtin").Texts(finished.BuiltIn);
        }

        WriteTime(json, finished.Began);
    });

    private static void WriteTime(JsonText json, long began) =>
        json.Key("microseconds").Number((long)Stopwatch.GetElapsedTime(began).TotalMicroseconds);

    private void Write(LogLevel level, Action<JsonText> write)
    {
        if (settings.File is not { } file || level > settings.Level)
        {
            return;
        }

        var now = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        var json = new JsonText().StartObject()
            .Key("time").Text(now)
            .Key("level").Text(level == LogLevel.Error ? "error" : "verbose")
            .Key("command").Text(request.Command)
            .Key("container").Text(request.ContainerId);
        write(json);
        try
        {
            PosixFile.AppendCapped(file, [.. json.EndObject().ToArray(), (byte)'\n'], settings.MaxBytes);
        }
        catch (IOException)
        {
            // A failure to write the log must not prevent a pod from getting its networks.
        }
    }
}
