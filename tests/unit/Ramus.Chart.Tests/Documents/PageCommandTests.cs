using System.Diagnostics;
using System.Text.RegularExpressions;
using Ramus.Contract.NodeDisk;

namespace Ramus.Chart.Tests.Documents;

/// <summary>
/// Every command of the pages is run, as far as it goes without a cluster: a program that knows no such option says so
/// before it asks for one. CommandTests renders the installations; tests/system/Ramus.Cluster runs them and the
/// quickstart.
/// </summary>
public sealed partial class PageCommandTests : IDisposable
{
    /// <summary>What is not run, and why. A command that is neither run nor here fails.</summary>
    private static readonly Dictionary<string, string> NotRun = new(StringComparer.Ordinal)
    {
        ["kubectl ramus "] = "CommandLineTests of Ramus.Client.Tests parses it",
        ["helm template my-chart | kubectl ramus"] = "the chart is the reader's own",
        ["kubectl kustomize overlays/prod | kubectl ramus"] = "the folder is the reader's own",
        ["#!/bin/sh"] = "a line of a script that the reader writes",
        ["exec kubectl-ramus __complete"] = "a line of a script that the reader writes",
        [$"rm -rf {NodeLayout.StandardConfDir}/{NodeLayout.RuntimeConfig}"] =
            "CommandTests compares it with what the chart prints",
        ["kind create cluster"] = "kind pulls its nodes' images, so it cannot run where the tests do",
        ["kubectl -n ramus-system create configmap api-servers"] = "the file is the reader's own",
        ["docker exec -i kind-control-plane"] = "needs a kind cluster",
        ["kubectl apply -f FILE"] = "the file is the reader's own",
        ["kubectl apply -f install.yaml"] = "a file of a release, which ReleaseTests checks",
        ["helm install ramus ramus-"] = "a file of a release, which ReleaseTests renders",
        ["sha256sum --check SHA256SUMS"] = "ReleaseTests compares the sums",
        ["artifacts/bin/Ramus.Conformance"] = "Ramus.Conformance.Tests runs the program",
        ["$KUBECTL run hello"] = "the variable is the cluster's: Ramus.Cluster uses it for every test",
        ["eval \"$(tests/cluster/cluster env)\""] = "Ramus.Cluster reads the same output",
    };

    // What kubectl and helm say once they have understood the command and want the cluster.
    private static readonly string[] Unreachable = ["connection refused", "was refused", "cluster unreachable"];

    private readonly string nowhere = Path.GetTempFileName();

    public PageCommandTests() => File.WriteAllText(nowhere, """
        apiVersion: v1
        kind: Config
        clusters: [{name: nowhere, cluster: {server: "http://127.0.0.1:1"}}]
        contexts: [{name: nowhere, context: {cluster: nowhere, user: nobody}}]
        users: [{name: nobody, user: {}}]
        current-context: nowhere
        """);

    public static TheoryData<string> Commands =>
    [
        .. PageCommand.All.Where(static command => !NotRun.Keys.Any(command.StartsWith))
            .Select(static command => command.Text).Distinct(),
    ];

    public void Dispose() => File.Delete(nowhere);

    [Theory]
    [MemberData(nameof(Commands))]
    [Trait("Needs", "Time")]
    public void A_command_is_understood(string command)
    {
        switch (command.Split(' ')[0])
        {
            case "helm" or "kubectl":
                var tool = command.StartsWith("helm", StringComparison.Ordinal) ? Tool.Helm4 : Tool.Kubectl;
                var answer = tool.OrSkip().Refuse([.. Words(command), "--kubeconfig", nowhere]);
                Unreachable.Any(sign => answer.Contains(sign, StringComparison.OrdinalIgnoreCase)).ShouldBeTrue(answer);
                break;
            case "for":
                Succeed("bash", ["-n", "-c", command]);
                break;
            case "make":
                Succeed("make", ["--dry-run", .. Words(command)]);
                break;
            case var script:
                script.ShouldMatch("^(tests|docs|config)/");
                Succeed(Repository.Path(script), ["--help"]);
                break;
        }
    }

    [Fact]
    public void What_is_not_run_is_there_and_has_a_reason()
    {
        NotRun.Keys.Where(static start => !PageCommand.All.Any(command => command.StartsWith(start)))
            .ShouldBeEmpty("no page has these any more");
        NotRun.Values.ShouldAllBe(static reason => reason.Length > 0);
    }

    [Fact]
    public void There_are_many()
    {
        PageCommand.All.Count.ShouldBeGreaterThan(60);
    }

    private static void Succeed(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Path(""),
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"{program}: {errors.Result}");
    }

    // A shell's words: what is quoted is one.
    private static IEnumerable<string> Words(string command) =>
        Word().Matches(command).Skip(1).Select(static word => Quotes().Replace(word.Value, ""));

    [GeneratedRegex("""(?:[^\s'"]|'[^']*'|"[^"]*")+""")]
    private static partial Regex Word();

    [GeneratedRegex("""['"]""")]
    private static partial Regex Quotes();
}
