using System.Diagnostics;

namespace Ramus.Cluster.Harness;

/// <summary>Waits for what a cluster does in its own time.</summary>
public static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks until there is an answer.</summary>
    /// <param name="what">What is waited for, for the message.</param>
    /// <param name="probe">The question; null: not yet.</param>
    /// <param name="explain">What to add to the message when it is given up.</param>
    public static async Task<T> GetAsync<T>(string what, Func<Task<T?>> probe, Func<Task<string>>? explain = null)
        where T : class
    {
        var watch = Stopwatch.StartNew();
        Exception? last = null;
        while (watch.Elapsed < Patience.Limit)
        {
            try
            {
                if (await probe() is { } answer)
                {
                    return answer;
                }

                last = null;
            }
            catch (Exception failure) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
            {
                // An object that changes while it is read, an API server that is away for a moment.
                last = failure;
            }

            await Task.Delay(Interval, TestContext.Current.CancellationToken);
        }

        var reason = explain is null ? "" : "\n" + await explain();
        throw new TimeoutException($"not within {Patience.Limit}: {what}{reason}", last);
    }

    /// <summary>Asks until it is so.</summary>
    public static Task HoldsAsync(string what, Func<Task<bool>> probe, Func<Task<string>>? explain = null) =>
        GetAsync(what, async () => await probe() ? "" : null, explain);
}
