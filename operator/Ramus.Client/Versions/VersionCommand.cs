using System.CommandLine;
using Ramus.Client.Cluster;
using Ramus.Client.Help;
using Ramus.Client.Output;
using Ramus.Kubernetes.Options;

namespace Ramus.Client.Versions;

/// <summary>`kubectl-ramus version`.</summary>
internal static class VersionCommand
{
    private static readonly ProgramOption<bool> OfClient = new(
        "--client", "Show only the version of this program; needs no cluster.", ValueKinds.Flag, false);

    /// <summary>The command, for the program's root command.</summary>
    public static Command Create() =>
        new ExampleCommand(
            "version", "Show the versions of this program, the operator, the webhook and the node agents, with a "
            + "warning when they differ.",
            ["kubectl ramus version", "kubectl ramus version --client", "kubectl ramus version -o json"])
        .With(
            [OfClient, ClusterOptions.System, ListOptions.Format, .. ClusterOptions.Access],
            static (values, cancellationToken) => values.Get(OfClient)
                ? Task.FromResult(Write(new ClusterVersions(ProgramLine.Version, "", [], []), values))
                : ClusterSession.UseAsync(values, async cluster => Write(
                    await ClusterVersions.ReadAsync(cluster, values.Get(ClusterOptions.System), cancellationToken),
                    values)));

    private static int Write(ClusterVersions versions, OptionValues values)
    {
        Console.Out.Write(values.Get(ListOptions.Format) switch
        {
            ListFormat.Json => VersionText.Json(versions),
            ListFormat.Yaml => YamlText.Of(VersionText.Json(versions)),
            _ when values.Get(OfClient) => $"kubectl-ramus {versions.Client}\n",
            _ => VersionText.Table(versions),
        });
        return 0;
    }
}
