using Ramus.Attachments.Plan;
using Ramus.Attachments.Record;
using Ramus.Attachments.Sandbox;
using Ramus.Attachments.Settings;
using Ramus.Cni.PluginSide;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Files;
using Ramus.Linux.Processes;

namespace Ramus.Plugin.Commands;

/// <summary>
/// After an uninstallation, on a node with pods that still use our networks ('leaving'): new pods get only the default
/// network and no record; with the last record, all our files including this program are removed.
/// </summary>
internal sealed class DrainMode(CniRequest request, PluginSettings settings)
{
    private const int MostConfigBytes = 1 << 20;

    private readonly StateDirectory state = new(settings.StateDirectory);

    /// <summary>
    /// True when our records are already gone; only the configuration's networks remain to be detached.
    /// </summary>
    internal bool IsOver => settings.IsLeaving && !Directory.Exists(state.Attachments);

    internal byte[] Add()
    {
        NamespaceGuard.RequirePodNamespace(request.Netns);
        Readiness.Await(settings.ReadinessFile);
        var record = ConfiguredRecord.Of(request.Sandbox(), settings);
        var attachment = record.Attachments[0];
        var runtime = new NetworkRuntime(settings.Execution, ChildLimits.In(settings.Budget.Add));
        var parameters = DelegateParameters.Of(record, attachment, record.Netns);
        return runtime.Add(attachment.Config, parameters).Result.ToJson(request.CniVersion);
    }

    /// <summary>
    /// Removes Ramus when no pod needs it any more. The configuration that calls us is removed first.
    /// </summary>
    internal void EndWhenLast()
    {
        if (!settings.IsLeaving || Directory.EnumerateFileSystemEntries(state.Attachments).Any())
        {
            return;
        }

        var confDirectory = Path.GetDirectoryName(settings.RamusDirectory)!;
        string[] configs =
        [
            Path.Join(confDirectory, NodeLayout.RuntimeConfig),
            Path.Join(confDirectory, NodeLayout.RuntimeConfigGuard),
        ];
        if (configs.Any(IsInstalledAgain))
        {
            return;
        }

        Array.ForEach(configs, PosixFile.Remove);
        RemoveResults();
        RemoveTree(settings.RamusDirectory);
        RemoveState();
        foreach (var directory in settings.Plugins.Directories)
        {
            PosixFile.Remove(Path.Combine(directory, NodeLayout.Plugin));
        }
    }

    // A DEL may take most of a minute; Ramus may have been reinstalled since it started.
    private static bool IsInstalledAgain(string config)
    {
        try
        {
            return PosixFile.TryRead(config, MostConfigBytes) is { } content
                && !NetworkConfig.Parse(content, config).Plugins
                    .Any(plugin => plugin.Element.GetFlag(PluginKeys.Leaving, config));
        }
        catch (ContractException)
        {
            return true;
        }
    }

    // The runtime caches results by the name of our list, and will no longer look for that name.
    private void RemoveResults()
    {
        var results = NodeLayout.ResultsIn(settings.StateDirectory);
        var pattern = $"{NodeLayout.Plugin}-*-{request.IfName}";
        foreach (var path in Directory.Exists(results) ? Directory.GetFiles(results, pattern) : [])
        {
            // The names of other networks may begin with our name.
            if (Path.GetFileName(path).Length == $"{NodeLayout.Plugin}-{request.ContainerId}-{request.IfName}".Length)
            {
                PosixFile.Remove(path);
            }
        }
    }

    // The directory also contains records taken over from Multus, which we must not delete.
    private void RemoveState()
    {
        RemoveTree(state.Attachments);
        RemoveTree(state.Spool);
        PosixFile.Remove(NodeLayout.LockIn(settings.StateDirectory));
        PosixFile.Remove(NodeLayout.LineIn(settings.StateDirectory));
        try
        {
            Directory.Delete(settings.StateDirectory);
        }
        catch (IOException)
        {
            // The directory contains other files.
        }
    }

    private static void RemoveTree(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The directory is already gone, or it is a mount point, which is empty now.
        }
    }
}
