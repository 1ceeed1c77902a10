using System.Diagnostics;

namespace Ramus.Webhook.Tests.Serving;

/// <summary>Polls for a state, with a deadline.</summary>
internal static class Eventually
{
    public static async Task Be(Func<Task<bool>> state, string what = "the awaited state")
    {
        var clock = Stopwatch.StartNew();
        while (!await state())
        {
            clock.Elapsed.ShouldBeLessThan(Patience.Limit, what);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
