using System.Reflection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Hosting;

namespace Ramus.Webhook.Hosting;

/// <summary>The life of the process, from arguments to exit status.</summary>
internal static class WebhookProgram
{
    private const int Failed = 1;
    private const int WrongUsage = 2;

    private const string ServiceAccountNamespace = "/var/run/secrets/kubernetes.io/serviceaccount/namespace";

    private static string Version => typeof(WebhookProgram).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments.Contains("--help") || arguments.Contains("-h"))
        {
            await Console.Out.WriteAsync(CommandLine.Help).ConfigureAwait(false);
            return 0;
        }

        if (arguments.Contains("--version"))
        {
            await Console.Out.WriteLineAsync($"ramus-webhook {Version}").ConfigureAwait(false);
            return 0;
        }

        try
        {
            return await ServeAsync(CommandLine.Read(arguments, Environment)).ConfigureAwait(false);
        }
        catch (FormatException e)
        {
            var complaint = $"ramus-webhook: {e.Message}; see ramus-webhook --help";
            await Console.Error.WriteLineAsync(complaint).ConfigureAwait(false);
            return WrongUsage;
        }
    }

    private static async Task<int> ServeAsync(WebhookOptions options)
    {
        using var logging = LoggerFactory.Create(builder => builder.AddProgramConsole(options.LogLevel));
        var logger = logging.CreateLogger("Ramus.Webhook");
        try
        {
            using var client = KubernetesClientFactory.Create(new KubernetesConnection
            {
                KubeconfigPath = options.Kubeconfig.Length == 0 ? null : options.Kubeconfig,
                UserAgent = $"ramus-webhook/{Version}",
            });
            var app = WebhookServer.Build(options, client);
            await using (app.ConfigureAwait(false))
            {
                await app.StartAsync().ConfigureAwait(false);
                logger.Started(Version, options.Port, options.HealthPort, options.CertificateDirectory);
                await app.WaitForShutdownAsync().ConfigureAwait(false);
            }

            return 0;
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or k8s.Exceptions.KubeConfigException)
        {
            logger.StartFailed(e.Message);
            return Failed;
        }
    }

    /// <summary>A pod knows its namespace from its service account, so that no setting can be forgotten.</summary>
    private static string? Environment(string variable)
    {
        if (System.Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value)
        {
            return value;
        }

        return variable == "RAMUS_OWN_NAMESPACE" && File.Exists(ServiceAccountNamespace)
            ? File.ReadAllText(ServiceAccountNamespace).Trim()
            : null;
    }
}
