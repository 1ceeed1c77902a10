using Microsoft.Extensions.Logging;

namespace Ramus.Webhook.Hosting;

/// <summary>
/// Logs each change of the readiness or of its reason once. A program that starts or stops is not ready, which is not
/// worth a warning.
/// </summary>
internal static class ReadinessLog
{
    internal static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public static async Task RunAsync(
        Readiness readiness, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        (string? Reason, bool IsPassing) last = ("", false);
        var (started, wasReady) = (time.GetTimestamp(), false);
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            var reason = readiness.Reason;
            wasReady |= reason is null;
            var isPassing = readiness.IsDraining || (!wasReady && time.GetElapsedTime(started) < StartPatience);
            if ((reason, isPassing) != last)
            {
                last = (reason, isPassing);
                Say(logger, reason, isPassing);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
    }

    private static void Say(ILogger logger, string? reason, bool isPassing)
    {
        if (reason is null)
        {
            logger.Ready();
        }
        else if (isPassing)
        {
            logger.NotReadyNow(reason);
        }
        else
        {
            logger.NotReady(reason);
        }
    }
}
