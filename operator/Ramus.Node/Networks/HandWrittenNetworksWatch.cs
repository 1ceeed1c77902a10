using Microsoft.Extensions.Logging;
using Ramus.Cni.RuntimeSide;
using Ramus.Node.Services;

namespace Ramus.Node.Networks;

/// <summary>Reads the hand-written networks again whenever their directory changes.</summary>
internal sealed class HandWrittenNetworksWatch : IDisposable
{
    private static readonly TimeSpan Resync = TimeSpan.FromMinutes(1);

    private readonly HandWrittenNetworks files;
    private readonly ILogger logger;
    private readonly Action changed;
    private readonly Signal seen = new();
    private readonly DirectoryWatcher watcher;

    /// <param name="files">The networks.</param>
    /// <param name="logger">Where files that are no networks are named.</param>
    /// <param name="changed">Called when one of them is another now.</param>
    public HandWrittenNetworksWatch(HandWrittenNetworks files, ILogger logger, Action changed)
    {
        (this.files, this.logger, this.changed) = (files, logger, changed);
        watcher = new DirectoryWatcher(files.Path, _ => seen.Set());
    }

    /// <summary>Reads the files; true when something is different now.</summary>
    public bool Look()
    {
        var before = files.Problems;
        var isChanged = files.Refresh();
        foreach (var problem in files.Problems.Except(before))
        {
            logger.NetworkFileIgnored(problem);
        }

        return isChanged;
    }

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            watcher.Ensure();
            await seen.WaitAsync(Resync, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!cancellationToken.IsCancellationRequested && Look())
            {
                changed();
            }
        }
    }

    public void Dispose()
    {
        watcher.Dispose();
        seen.Dispose();
    }
}
