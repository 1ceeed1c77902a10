using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ramus.Webhook.Hosting;

/// <summary>
/// Keeps the server listening for a while after SIGTERM: Kestrel would stop at once, but API servers send reviews until
/// they have learned that this endpoint is no longer ready.
/// </summary>
internal sealed class DrainBeforeStop(
    Readiness readiness, TimeSpan drain, TimeProvider time, ILogger<DrainBeforeStop> logger) : IHostedLifecycleService
{
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        readiness.Drain();
        logger.Draining(drain.TotalSeconds);
        await Task.Delay(drain, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        logger.Stopped();
        return Task.CompletedTask;
    }
}
