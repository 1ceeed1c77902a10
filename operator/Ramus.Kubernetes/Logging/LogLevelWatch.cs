using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ramus.Kubernetes.Logging;

/// <summary>Reads the log level's file periodically and logs each change.</summary>
internal sealed class LogLevelWatch(
    LogLevelSwitch level, LogSettings settings, TimeProvider time, ILogger<LogLevelWatch> logger) : BackgroundService
{
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (before, mistakeBefore) = (settings.Level, (string?)null);
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            var mistake = level.Refresh();
            if (mistake is not null && mistake != mistakeBefore)
            {
                logger.LogLevelKept(settings.LevelFile!, mistake);
            }
            else if (level.Current != before)
            {
                logger.LogLevelChanged(level.Current);
            }

            (before, mistakeBefore) = (level.Current, mistake);
        }
        while (await WaitAsync(timer, stoppingToken));
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
