using System.CommandLine;
using Ramus.Client.Cluster;
using Ramus.Client.Diagnose;
using Ramus.Client.Help;
using Ramus.Client.Output;
using Ramus.Kubernetes.Options;

namespace Ramus.Client.Verify;

/// <summary>`kubectl-ramus verify`.</summary>
internal static class VerifyCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private static readonly ProgramOption<TimeSpan> Wait = new(
        "--timeout", "How long to wait until all checks pass.",
        ValueKinds.Duration(TimeSpan.Zero, TimeSpan.FromHours(1)), TimeSpan.Zero);

    /// <summary>The command, for the program's root command.</summary>
    public static Command Create() =>
        new ExampleCommand(
            "verify",
            "Check the installation: CRDs, webhook, operator, and every node. Changes nothing. Exit code 1 when a "
            + "check fails.",
            ["kubectl ramus verify", "kubectl ramus verify --timeout 2m"])
        .With(
            [ClusterOptions.System, Wait, ListOptions.Format, .. ClusterOptions.Access],
            static (values, cancellationToken) => ClusterSession.UseAsync(values, async cluster =>
            {
                var check = new InstallationCheck(cluster, values.Get(ClusterOptions.System));
                var diagnosis = await WaitAsync(check, values.Get(Wait), cancellationToken);
                Console.Out.Write(values.Get(ListOptions.Format) switch
                {
                    ListFormat.Json => DiagnosisText.Json(diagnosis),
                    ListFormat.Yaml => YamlText.Of(DiagnosisText.Json(diagnosis)),
                    _ => DiagnosisText.Table(diagnosis, Paint.OfConsole()),
                });
                return diagnosis.Cause is null ? 0 : ProgramLine.Failed;
            }));

    private static async Task<Diagnosis> WaitAsync(
        InstallationCheck check, TimeSpan limit, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var diagnosis = await check.RunAsync(cancellationToken);
            if (diagnosis.Cause is null || TimeProvider.System.GetElapsedTime(start) >= limit)
            {
                return diagnosis;
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }
}
