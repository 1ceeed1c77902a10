using Ramus.Contract.NodeDisk;
using Ramus.Node.Services;

namespace Ramus.Node.Install;

/// <summary>Keeps the plugin installed: retries until the installation succeeds, and checks it periodically.</summary>
internal sealed class PluginService(NodeServices node, string source, string binDir)
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Resync = TimeSpan.FromMinutes(5);

    private volatile string? failure = "the plugin is not installed yet";

    /// <summary>The plugin has just been installed.</summary>
    public event Action? Installed;

    /// <summary>Why the plugin is not installed; null when it is.</summary>
    public string? NotReadyReason => failure;

    /// <summary>Runs until cancelled. The plugin stays installed when the agent ends.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            Install();
            await Task.Delay(failure is null ? Resync : Retry, node.Time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Install()
    {
        var target = Path.Combine(binDir, NodeLayout.Plugin);
        try
        {
            if (PluginInstaller.Install(source, binDir))
            {
                node.Logger.PluginInstalled(target);
            }

            if (failure is not null)
            {
                failure = null;
                Installed?.Invoke();
            }
        }
        catch (Exception e) when (Failures.AreExpected(e))
        {
            if (e.Message != failure)
            {
                node.Logger.PluginNotInstalled(target, e.Message);
            }

            failure = e.Message;
        }
    }
}
