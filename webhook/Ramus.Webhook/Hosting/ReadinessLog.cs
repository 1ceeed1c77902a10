using Microsoft.Extensions.Logging;

namespace Ramus.Webhook.Hosting;

/// <summary>Says once when readiness comes, goes, or changes its reason.</summary>
internal static class ReadinessLog
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public static async Task RunAsync(
        Readiness readiness, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var last = "";
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            var reason = readiness.Reason;
            if (reason != last)
            {
                Say(logger, reason);
                last = reason;
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
    }

    private static void Say(ILogger logger, string? reason)
    {
        if (reason is null)
        {
            logger.Ready();
            return;
        }

        logger.NotReady(reason);
    }
}
