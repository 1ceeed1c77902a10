using System.CommandLine;
using Ramus.Client.Check.Judging;
using Ramus.Client.Check.Reporting;
using Ramus.Client.Help;
using Ramus.Client.Manifests;
using Ramus.Client.Output;
using Ramus.Kubernetes.Options;

namespace Ramus.Client.Check;

/// <summary>`kubectl-ramus check`: finds mistakes in manifests, without a cluster.</summary>
internal static class CheckCommand
{
    private static readonly RepeatedOption<string> Files = new(
        "--file", "Manifests: a file, a directory with its subdirectories, or - for standard input.",
        ValueKinds.RequiredText("FILE"))
    {
        Aliases = { "-f" },
        // The shell expands a pattern to several files.
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly ProgramOption<string> Namespace = new(
        "--namespace", "The namespace of objects without metadata.namespace.", ValueKinds.RequiredText("NAME"),
        "default")
    {
        Aliases = { "-n" },
    };

    private static readonly ProgramOption<bool> Strict = new(
        "--strict", "Exit with code 1 for warnings too.", ValueKinds.Flag, false);

    private static readonly ProgramOption<CheckFormat> Output = new(
        "--output", "The output format: table, wide, json, yaml, sarif, github or gitlab.",
        ValueKinds.Choice("REPORT", [.. Enum.GetValues<CheckFormat>().Select(static format =>
            (format.ToString().ToLowerInvariant(), format))]),
        CheckFormat.Table)
    {
        Aliases = { "-o" },
    };

    /// <summary>The command, for the program's root command.</summary>
    public static Command Create() =>
        new ExampleCommand(
            "check",
            "Check networks, pods and workloads in manifests. Needs neither a cluster nor root privileges. Exit code 1 "
            + "when there are errors (with --strict, also when there are warnings), 2 for wrong usage.",
            [
                "kubectl ramus check -f networks/",
                "helm template my-chart | kubectl ramus check -f - --strict",
                "kubectl kustomize overlays/prod | kubectl ramus check -f -",
                "kubectl ramus check -f manifests/ -o sarif > ramus.sarif",
            ]).With(
            [Files, Namespace, Strict, Output],
            static (values, _) => Task.FromResult(Run(values)));

    private static int Run(OptionValues values)
    {
        if (values.Get(Files).Count == 0)
        {
            throw ProgramException.WrongUsage("no manifests: give at least one with -f FILE");
        }

        var check = new ManifestCheck(values.Get(Namespace));
        using var input = Console.OpenStandardInput();
        foreach (var (file, isNamed) in ManifestFiles.Read(values.Get(Files), input))
        {
            check.Add(file, isNamed);
        }

        var result = check.Run();
        if (result.Counts.Files == 0)
        {
            throw ProgramException.WrongUsage(
                $"no manifests (.yaml, .yml or .json) in {string.Join(", ", values.Get(Files))}");
        }

        Console.Out.Write(
            CheckReport.Write(result, values.Get(Output), Paint.OfConsole(), ProgramLine.Version));
        return result.Errors > 0 || (values.Get(Strict) && result.Warnings > 0) ? ProgramLine.Failed : 0;
    }
}
