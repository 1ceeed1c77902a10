using Microsoft.Extensions.Logging;
using Ramus.Validation.Judging;
using Ramus.Webhook.Options;

namespace Ramus.Webhook.Hosting;

/// <summary>Reads the policy periodically, and logs every change.</summary>
internal sealed class PolicyWatch(
    PolicyFile file, WebhookOptions options, TimeProvider time, ILogger<PolicyWatch> logger)
{
    public void Refresh()
    {
        if (!file.Refresh())
        {
            return;
        }

        if (file.NotReadyReason is { } denial)
        {
            logger.PolicyDenies(options.PolicyFile, denial);
        }
        else if (file.Problem is { } problem)
        {
            logger.PolicyKept(options.PolicyFile, problem);
        }
        else
        {
            logger.PolicyRead(options.PolicyFile, file.Current.Rules.Count, file.Current.Use.IsIsolated);
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.CertificatePoll, time);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
        {
            Refresh();
        }
    }
}
