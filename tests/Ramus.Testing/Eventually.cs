using System.Diagnostics;

namespace Ramus.Testing;

/// <summary>
/// Polls until a condition holds. The long limit allows for a busy machine: durations are measured by benchmarks, and
/// the order of events by assertions.
/// </summary>
public static class Eventually
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    public static void Holds(Func<bool> condition, string what)
    {
        var pauses = new Pauses(what);
        while (!condition())
        {
            Thread.Sleep(pauses.Next());
        }
    }

    public static Task HoldsAsync(Func<bool> condition, string what) =>
        HoldsAsync(() => Task.FromResult(condition()), what);

    public static async Task HoldsAsync(Func<Task<bool>> condition, string what)
    {
        var pauses = new Pauses(what);
        while (!await condition())
        {
            await Task.Delay(pauses.Next(), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>
    /// Polls until the probe returns a value. An exception counts as no value: an object may have changed while it was
    /// read, or the API server did not answer for a moment.
    /// </summary>
    /// <param name="probe">The probe; null: not yet.</param>
    /// <param name="what">The expected condition, for the message.</param>
    /// <param name="explain">A text to add to the message after a timeout.</param>
    public static async Task<T> GetAsync<T>(Func<Task<T?>> probe, string what, Func<Task<string>>? explain = null)
        where T : class
    {
        var pauses = new Pauses(what);
        while (true)
        {
            Exception? last = null;
            try
            {
                if (await probe() is { } answer)
                {
                    return answer;
                }
            }
            catch (Exception failure) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
            {
                last = failure;
            }

            if (pauses.IsOver)
            {
                var reason = explain is null ? "" : "\n" + await explain();
                throw new TimeoutException($"not within {Patience.Limit}: {what}{reason}", last);
            }

            await Task.Delay(pauses.Next(), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>
    /// Polls until the probe returns true; an exception counts as false, as in <see cref="GetAsync"/>.
    /// </summary>
    public static Task AgreesAsync(Func<Task<bool>> probe, string what, Func<Task<string>>? explain = null) =>
        GetAsync(async () => await probe() ? "" : null, what, explain);

    /// <summary>The pauses are short at first, since most waits are short.</summary>
    private sealed class Pauses(string what)
    {
        private readonly long began = Stopwatch.GetTimestamp();
        private TimeSpan pause = TimeSpan.FromMilliseconds(2);

        public bool IsOver => Stopwatch.GetElapsedTime(began) > Patience.Limit;

        public TimeSpan Next()
        {
            if (IsOver)
            {
                throw new TimeoutException($"not within {Patience.Limit}: {what}");
            }

            var next = pause;
            pause = 2 * pause < LongestPause ? 2 * pause : LongestPause;
            return next;
        }
    }
}
