using System.Diagnostics;
using System.Globalization;
using Ramus.Attachments.Settings;
using Ramus.Cni.PluginSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Linux.Files;

namespace Ramus.Plugin.Logging;

/// <summary>
/// One JSON line for each event. What is logged are names, times and error messages: no configuration and no arguments,
/// so no secret that somebody keeps in them.
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

    public void Attached(string network, string interfaceName, long began) => Write(LogLevel.Verbose, json =>
    {
        json.Key("event").Text("attached").Key("network").Text(network).Key("interface").Text(interfaceName);
        WriteTime(json, began);
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
            // A log that cannot be written must not cost a pod its network.
        }
    }
}
