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
    public byte[] Add(CniRequest request) => Reported(
        request, (settings, log, reporter) => AddCommand.Run(request, settings, log, reporter));

    /// <inheritdoc/>
    public void Delete(CniRequest request) => Reported(request, (settings, _, reporter) =>
    {
        DeleteCommand.Run(request, settings, reporter);
        return [];
    });

    /// <inheritdoc/>
    public void Check(CniRequest request) => Logged(request, (settings, _) =>
    {
        CheckCommand.Run(request, settings);
        return [];
    });

    /// <inheritdoc/>
    public void CollectGarbage(CniRequest request) => Logged(request, (settings, _) =>
    {
        CollectGarbageCommand.Run(request, settings);
        return [];
    });

    /// <inheritdoc/>
    public void Status(CniRequest request) => StatusCommand.Run(PluginSettings.Read(request));

    private static byte[] Reported(
        CniRequest request, Func<PluginSettings, PluginLog, CommandReporter, byte[]> run) =>
        Logged(request, (settings, log) =>
        {
            var reporter = new CommandReporter(settings, request.Command);
            try
            {
                var output = run(settings, log, reporter);
                reporter.Write(null);
                return output;
            }
            catch (Exception failure) when (failure is CniException or ContractException or IOException)
            {
                reporter.Write(failure);
                throw;
            }
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
            log.Ended(began, PluginMain.ErrorOf(failure));
            throw;
        }
    }
}
