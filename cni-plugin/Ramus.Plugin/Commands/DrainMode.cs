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
/// After an uninstallation, on a node where pods still have networks of ours ('leaving'): new pods get the default
/// network and nothing of them is remembered; with the last record goes everything that is ours, this program included.
/// </summary>
internal sealed class DrainMode(CniRequest request, PluginSettings settings)
{
    private const int MostConfigBytes = 1 << 20;

    private readonly StateDirectory state = new(settings.StateDirectory);

    /// <summary>Whether the runtime asks for the last time: nothing is left to look up.</summary>
    internal bool IsOver => settings.IsLeaving && !Directory.Exists(state.Attachments);

    internal byte[] Add()
    {
        NamespaceGuard.RequirePodNamespace(request.Netns);
        Readiness.Await(settings.ReadinessFile);
        var record = ConfiguredRecord.Of(request.Sandbox(), settings);
        var attachment = record.Attachments[0];
        var runtime = new NetworkRuntime(settings.Plugins, ChildLimits.In(settings.Budget.Add));
        var parameters = DelegateParameters.Of(record, attachment, record.Netns);
        return runtime.Add(attachment.Config, parameters).Result.ToJson(request.CniVersion);
    }

    /// <summary>Takes us away when no pod needs us any more. The file that calls us goes first.</summary>
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

    // A DEL may take most of a minute: what it was told at its start may be over.
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

    // The runtime remembers results by the name of our list: from now on it looks for them by another name.
    private void RemoveResults()
    {
        var results = NodeLayout.ResultsIn(settings.StateDirectory);
        var pattern = $"{NodeLayout.Plugin}-*-{request.IfName}";
        foreach (var path in Directory.Exists(results) ? Directory.GetFiles(results, pattern) : [])
        {
            // Other networks may have names that begin like ours.
            if (Path.GetFileName(path).Length == $"{NodeLayout.Plugin}-{request.ContainerId}-{request.IfName}".Length)
            {
                PosixFile.Remove(path);
            }
        }
    }

    // What a migration took from Multus is there too, and not ours to delete.
    private void RemoveState()
    {
        RemoveTree(state.Attachments);
        RemoveTree(state.Spool);
        PosixFile.Remove(NodeLayout.LockIn(settings.StateDirectory));
        try
        {
            Directory.Delete(settings.StateDirectory);
        }
        catch (IOException)
        {
            // It holds something else.
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
            // Gone already, or a mount point: it is empty then.
        }
    }
}
