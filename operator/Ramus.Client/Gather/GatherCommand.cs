using System.CommandLine;
using System.Globalization;
using Ramus.Client.Cluster;
using Ramus.Client.Help;
using Ramus.Kubernetes.Options;

namespace Ramus.Client.Gather;

/// <summary>`kubectl-ramus gather`: one archive for a support case.</summary>
internal static class GatherCommand
{
    private const int MostMegabytes = 1024;

    private static readonly ProgramOption<string> File = new(
        "--file", "The archive to write; empty: ramus-gather-TIME.tar.gz in the current directory.",
        ValueKinds.Text("FILE"), "")
    {
        Aliases = { "-f" },
    };

    private static readonly ProgramOption<int> Limit = new(
        "--most-megabytes", "The maximum size of all files together, before compression.",
        ValueKinds.Number(1, MostMegabytes), 64);

    /// <summary>The command, for the program's root command.</summary>
    public static Command Create() =>
        new ExampleCommand(
            "gather",
            "Write one archive for a support case: networks, node reports, pods with networks, events, and the "
            + "objects and logs of Ramus. Secrets are not read; tokens, keys and environment variables are removed. "
            + "--most-megabytes limits the size.",
            ["kubectl ramus gather", "kubectl ramus gather -f case-7.tar.gz"])
        .With(
            [ClusterOptions.System, File, Limit, .. ClusterOptions.Access],
            static (values, cancellationToken) => ClusterSession.UseAsync(
                values, cluster => RunAsync(cluster, values, cancellationToken)));

    private static async Task<int> RunAsync(
        ClusterReader cluster, OptionValues values, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        var name = $"ramus-gather-{now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}";
        var path = values.GetOrNull(File) ?? $"{name}.tar.gz";
        IReadOnlyList<string> problems;
        await using (var output = Create(path))
        {
            using var archive = new SupportArchive(output, name, (long)values.Get(Limit) << 20, now);
            problems = await new Gatherer(cluster, values.Get(ClusterOptions.System), archive)
                .RunAsync(cancellationToken);
        }

        foreach (var problem in problems)
        {
            await Console.Error.WriteLineAsync($"note: {problem}");
        }

        Console.WriteLine($"wrote {path}; look through its files before you send it");
        return 0;
    }

    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            // Other users of this machine must not read it.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
