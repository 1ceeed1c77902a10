using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Hosting;
using Ramus.Kubernetes.Options;
using Ramus.Webhook.Options;

namespace Ramus.Webhook.Hosting;

/// <summary>The program ramus-webhook, from arguments to exit code.</summary>
internal static class WebhookProgram
{
    public static Task<int> RunAsync(string[] arguments) =>
        ProgramLine.RunAsync("ramus-webhook", WebhookCommand.Build(ServeAsync), arguments);

    private static async Task<int> ServeAsync(WebhookOptions options, CancellationToken cancellationToken)
    {
        using var client = KubernetesClientFactory.Create(new KubernetesConnection
        {
            KubeconfigPath = options.Kubeconfig,
            UserAgent = $"ramus-webhook/{ProgramLine.Version}",
        });
        var app = WebhookServer.Build(options, client);
        await using (app.ConfigureAwait(false))
        {
            await ProgramHost.RunAsync(
                app,
                () => app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Ramus.Webhook").Started(
                    ProgramLine.Version, options.Port, options.HealthPort, options.CertificateDirectory),
                cancellationToken).ConfigureAwait(false);
        }

        return 0;
    }
}
