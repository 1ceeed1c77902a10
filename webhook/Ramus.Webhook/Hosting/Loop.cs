using Microsoft.Extensions.Hosting;

namespace Ramus.Webhook.Hosting;

/// <summary>Runs one loop as long as the program runs.</summary>
internal sealed class Loop(Func<CancellationToken, Task> work) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await work(stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops. Any other exception of a loop ends the program, and the kubelet restarts it.
        }
    }
}
