using Microsoft.Extensions.Logging;
using Ramus.Cni.RuntimeSide;
using Ramus.Node.Services;

namespace Ramus.Node.Networks;

/// <summary>Reads the hand-written networks again whenever their directory changes.</summary>
internal sealed class HandWrittenNetworksWatch : IDisposable
{
    private static readonly TimeSpan Resync = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan UsualRetry = TimeSpan.FromSeconds(5);

    private readonly HandWrittenNetworks files;
    private readonly ILogger logger;
    private readonly Action changed;
    private readonly Signal seen = new();
    private readonly DirectoryWatcher watcher;
    private readonly TimeSpan retry;
    private bool isToApply;
    private string? problem;

    /// <param name="files">The networks.</param>
    /// <param name="logger">Gets a warning for each file that is not a network.</param>
    /// <param name="changed">Called when a network has changed.</param>
    /// <param name="retry">The pause after a failure.</param>
    public HandWrittenNetworksWatch(
        HandWrittenNetworks files, ILogger logger, Action changed, TimeSpan? retry = null)
    {
        (this.files, this.logger, this.changed, this.retry) = (files, logger, changed, retry ?? UsualRetry);
        watcher = new DirectoryWatcher(files.Path, _ => seen.Set());
    }

    /// <summary>Why the present files are not applied, or null.</summary>
    public string? NotReadyReason => Volatile.Read(ref problem);

    /// <summary>Reads the files for the first time, before networks are rendered.</summary>
    public void Begin() => Try(() =>
    {
        watcher.Ensure();
        Look();
    });

    private bool Look()
    {
        var before = files.Problems;
        var isChanged = files.Refresh();
        foreach (var ignored in files.Problems.Except(before))
        {
            logger.NetworkFileIgnored(ignored);
        }

        return isChanged;
    }

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await seen.WaitAsync(problem is null ? Resync : retry, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!cancellationToken.IsCancellationRequested)
            {
                Try(Apply);
            }
        }
    }

    private void Apply()
    {
        watcher.Ensure();
        isToApply |= Look();
        if (isToApply)
        {
            changed();
            isToApply = false;
        }
    }

    // A full, broken or read-only disk must not end the agent: pods can still start with the rendered files.
    private void Try(Action action)
    {
        try
        {
            action();
            Volatile.Write(ref problem, null);
        }
        catch (Exception failure) when (Failures.AreExpected(failure))
        {
            Volatile.Write(ref problem, $"the hand-written networks cannot be applied: {failure.Message}");
            logger.NetworkFilesFailed(failure.Message);
        }
    }

    public void Dispose()
    {
        watcher.Dispose();
        seen.Dispose();
    }
}
