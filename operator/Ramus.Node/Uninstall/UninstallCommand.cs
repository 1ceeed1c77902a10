using System.CommandLine;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Ramus.Kubernetes.Health;
using Ramus.Kubernetes.Hosting;
using Ramus.Kubernetes.Logging;
using Ramus.Kubernetes.Options;
using Ramus.Node.Hosting;
using Ramus.Node.Services;

namespace Ramus.Node.Uninstall;

/// <summary>`ramus-node uninstall`.</summary>
internal static class UninstallCommand
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    private static readonly ProgramOption<string> RunDir = CommandOptions.OptionalPath(
        "--run-dir", "The directory of the agent's socket, which is removed too. Empty: the directory stays.");

    private static readonly ProgramOption<string> FilesDir = CommandOptions.OptionalPath(
        "--files-dir",
        "The directory with configuration files for networks without spec.config; it is removed when it is empty.");

    private static readonly ProgramOption<int> ThenServe = new(
        "--then-serve", "Keep running afterwards, and serve /readyz on this port of 127.0.0.1. 0: exit when done.",
        ValueKinds.PortOrAny, 0);

    /// <summary>The command, for the program's root command.</summary>
    public static Command Create() => new Command(
        "uninstall",
        "Remove from this node the files that the agent created: its CNI configuration, the rendered networks, the "
        + "plugin and its records. While pods still have networks of Ramus, the plugin stays until the last of them is "
        + "deleted. Stop the agent first, or it recreates everything.")
        .With(
            [
                CommandOptions.ConfDir, CommandOptions.BinDir, CommandOptions.StateDir, RunDir, FilesDir, ThenServe,
            ],
            async (values, cancellationToken) =>
            {
                var uninstaller = new Uninstaller(new UninstallPaths(
                    values.Get(CommandOptions.ConfDir), values.Get(CommandOptions.BinDir),
                    values.Get(CommandOptions.StateDir), values.GetOrNull(RunDir), values.GetOrNull(FilesDir)));
                return values.Get(ThenServe) is > 0 and var port
                    ? await ServeAsync(uninstaller, port, cancellationToken)
                    : TryRun(uninstaller) is null ? 0 : ProgramLine.Failed;
            });

    private static string? TryRun(Uninstaller uninstaller)
    {
        try
        {
            foreach (var line in uninstaller.Run())
            {
                Console.WriteLine(line);
            }

            return null;
        }
        catch (Exception failure) when (Failures.AreExpected(failure))
        {
            Console.Error.WriteLine($"ramus-node uninstall: {failure.Message}");
            return failure.Message;
        }
    }

    private static async Task<int> ServeAsync(Uninstaller uninstaller, int port, CancellationToken cancellationToken)
    {
        string? failure = "the uninstallation is not done yet";
        var builder = ProgramHost.CreateBuilder(new LogSettings { Level = LogLevel.Warning });
        builder.Services.AddHealthServer(
            new HealthServerOptions(port, MetricsPort: null) { Address = IPAddress.Loopback },
            _ => [new ReadinessCheck("uninstall", () => Volatile.Read(ref failure))]);
        using var host = builder.Build();
        var program = host.Services.GetRequiredService<IHostApplicationLifetime>();
        var work = Task.CompletedTask;
        await ProgramHost.RunAsync(host, () => work = RepeatAsync(), cancellationToken);
        await work;
        return 0;

        async Task RepeatAsync()
        {
            try
            {
                while (!program.ApplicationStopping.IsCancellationRequested)
                {
                    Volatile.Write(ref failure, TryRun(uninstaller));
                    await Task.Delay(failure is null ? Timeout.InfiniteTimeSpan : Retry, program.ApplicationStopping)
                        .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            }
            finally
            {
                // Stop also after an unexpected exception: the pod fails and its log has the reason.
                program.StopApplication();
            }
        }
    }
}
