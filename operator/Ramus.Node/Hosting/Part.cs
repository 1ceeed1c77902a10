using Microsoft.Extensions.Logging;

namespace Ramus.Node.Hosting;

/// <summary>One loop of the agent.</summary>
/// <param name="Name">The part's name in the log.</param>
/// <param name="Run">Runs until cancelled.</param>
internal sealed record Part(string Name, Func<CancellationToken, Task> Run)
{
    /// <summary>
    /// Runs all parts until cancelled; false when a part failed with an unexpected exception, which is a bug.
    /// </summary>
    public static async Task<bool> RunAllAsync(
        IEnumerable<Part> parts, ILogger logger, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var results = await Task.WhenAll(parts.Select(part => part.RunAsync(logger, stop)));
        return results.All(isGood => isGood);
    }

    private async Task<bool> RunAsync(ILogger logger, CancellationTokenSource stop)
    {
        try
        {
            await Task.Run(() => Run(stop.Token), stop.Token);
            return true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return true;
        }
#pragma warning disable CA1031 // One broken part must end the agent: the rest of the agent would still look healthy.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            logger.PartFailed(failure, Name);
            await stop.CancelAsync();
            return false;
        }
    }
}
