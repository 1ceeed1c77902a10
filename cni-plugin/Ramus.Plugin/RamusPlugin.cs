using System.Diagnostics;
using Ramus.Attachments.Settings;
using Ramus.Cni.PluginSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Plugin.Commands;
using Ramus.Plugin.Logging;

namespace Ramus.Plugin;

/// <summary>
/// The meta plugin: one class per command, driven by the configuration on standard input. The attachment engine does
/// the work.
/// </summary>
public sealed class RamusPlugin : ICniPlugin
{
    /// <inheritdoc/>
    public string About =>
        "ramus attaches a pod to its default network and to the networks its annotation names (CNI plugin)";

    /// <inheritdoc/>
    public byte[] Add(CniRequest request) =>
        Logged(request, (settings, log) => AddCommand.Run(request, settings, log));

    /// <inheritdoc/>
    public void Delete(CniRequest request) =>
        Logged(request, (settings, _) => DeleteCommand.Run(request, settings));

    /// <inheritdoc/>
    public void Check(CniRequest request) =>
        Logged(request, (settings, _) => CheckCommand.Run(request, settings));

    /// <inheritdoc/>
    public void CollectGarbage(CniRequest request) =>
        Logged(request, (settings, _) => CollectGarbageCommand.Run(request, settings));

    /// <inheritdoc/>
    public void Status(CniRequest request) => StatusCommand.Run(PluginSettings.Read(request));

    private static void Logged(CniRequest request, Action<PluginSettings, PluginLog> run) =>
        Logged(request, (settings, log) =>
        {
            run(settings, log);
            return Array.Empty<byte>();
        });

    private static byte[] Logged(CniRequest request, Func<PluginSettings, PluginLog, byte[]> run)
    {
        var began = Stopwatch.GetTimestamp();
        var settings = PluginSettings.Read(request);
        var log = new PluginLog(settings.Log, request);
        try
        {
            var output = run(settings, log);
            log.Ended(began, null);
            return output;
        }
        catch (Exception failure) when (failure is CniException or ContractException or IOException)
        {
            log.Ended(began, (failure as CniException)?.Error ?? new CniError(CniErrorCode.Internal, failure.Message));
            throw;
        }
    }
}
