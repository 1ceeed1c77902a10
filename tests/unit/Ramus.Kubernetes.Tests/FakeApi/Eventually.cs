using System.Diagnostics;

namespace Ramus.Kubernetes.Tests.FakeApi;

/// <summary>
/// Polls until a condition holds. The patience is for a machine that is busy with other things: what has to happen
/// within a time is measured by benchmarks, and what has to happen before something else is asserted by the order.
/// </summary>
public static class Eventually
{
    public static Task HoldsAsync(Func<bool> condition, string what) =>
        HoldsAsync(() => Task.FromResult(condition()), what, TimeSpan.FromMilliseconds(10));

    /// <summary>For conditions that ask a server: with longer pauses.</summary>
    public static Task HoldsAsync(Func<Task<bool>> condition, string what) =>
        HoldsAsync(condition, what, TimeSpan.FromMilliseconds(100));

    private static async Task HoldsAsync(Func<Task<bool>> condition, string what, TimeSpan pause)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > Patience.Limit)
            {
                throw new Xunit.Sdk.XunitException($"not within {Patience.Limit}: {what}");
            }

            await Task.Delay(pause, TestContext.Current.CancellationToken);
        }
    }
}
