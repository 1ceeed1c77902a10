using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Ramus.Cluster.Lifecycle;

/// <summary>
/// `helm uninstall` while a program that takes part in it is missing: docs/uninstall.md describes how to complete it.
/// </summary>
[Collection(AfterTheEnd.Name)]
[Trait("Cluster", "Empty")]
public sealed partial class AwayTests : IAsyncDisposable
{
    private const string NoKubelet = "no-kubelet";
    private const string NoSuchImage = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

    public async ValueTask DisposeAsync()
    {
        await TestCluster.Current.Api.DeleteAsync($"/api/v1/nodes/{NoKubelet}");
        await Release.RemoveAsync();
        await ForgetPodsAsync();
        await CleanTreeAsync();
    }

    [ClusterFact]
    public async Task Nodes_that_do_not_answer_are_named_and_the_printed_command_completes_them()
    {
        var before = await CleanTreeAsync();
        await Release.InstallAsync("--set", "uninstall.timeoutSeconds=3");
        await NothingOfTheAgentStartsAsync();
        await AddNodeWithoutKubeletAsync();

        var said = await Release.UninstallAsync();

        var nodes = string.Join(", ", new[] { NoKubelet, TestCluster.Current.NodeName }.Order(StringComparer.Ordinal));
        said.ShouldContain($"not cleaned within 3 s: {nodes}");
        File.Exists(RamusSystem.RuntimeConfigFile).ShouldBeTrue("no agent was there to remove it");
        await TestCluster.Current.OnNodeAsync("sh", "-c", Printed().Match(said).Groups["command"].Value);
        await ShouldBecomeAsync(before);
    }

    [ClusterFact]
    public async Task Without_an_API_server_Helm_changes_nothing_and_is_run_again()
    {
        var before = await CleanTreeAsync();
        await Release.InstallAsync();

        var apiServer = TestCluster.Current.ProcessOf("kube-apiserver");
        await Outage.Outage.SignalAsync("STOP", apiServer);
        try
        {
            var result = await TestCluster.Current.HelmAsync("uninstall", "ramus", "--wait");
            result.ExitCode.ShouldNotBe(0);
            result.Errors.ShouldContain("unreachable");
            File.Exists(RamusSystem.RuntimeConfigFile).ShouldBeTrue("the node was not changed");
            RamusSystem.AgentProcesses().ShouldNotBeEmpty();
        }
        finally
        {
            await Outage.Outage.SignalAsync("CONT", apiServer);
        }

        (await Release.UninstallAsync()).ShouldContain("Ramus was removed from every node");
        await ShouldBecomeAsync(before);
    }

    /// <summary>
    /// Deletes pods that never started: the kubelet removes them slowly, and they hold the port that the next agent
    /// needs.
    /// </summary>
    private static async Task ForgetPodsAsync()
    {
        foreach (var pod in await TestCluster.Current.Api.ListAsync(RamusSystem.PathOf("pods")))
        {
            await TestCluster.Current.Api.DeleteAsync(RamusSystem.PathOf($"pods/{pod.Name()}?gracePeriodSeconds=0"));
        }
    }

    /// <summary>
    /// The node's tree, once no pod can need Ramus' files: pods of an earlier test may still be terminating. A
    /// migration's backup copies may stay.
    /// </summary>
    private static Task<IReadOnlyList<string>> CleanTreeAsync() => Eventually.GetAsync(
        async () => await TestCluster.NodeTreeAsync() is var tree && !tree.Any(IsInUse) ? tree : null,
        "no files of Ramus are on the node");

    private static bool IsInUse(string line) =>
        NodeTree.IsOfRamus(line) && !line.StartsWith("var/lib/cni/ramus", StringComparison.Ordinal);

    /// <summary>Ends the agent; neither its image nor that of the cleanup pod can be pulled.</summary>
    private static async Task NothingOfTheAgentStartsAsync()
    {
        await Release.HelmAsync(
            "upgrade", "ramus", Release.ChartFolder, "--reuse-values", "--set", $"image.digests.node={NoSuchImage}");
        await Eventually.AgreesAsync(
            () => Task.FromResult(RamusSystem.AgentProcesses().Count == 0), "the agent has ended");
    }

    private static Task<JsonNode> AddNodeWithoutKubeletAsync() => TestCluster.Current.Api.CreateAsync(
        "/api/v1/nodes",
        new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Node",
            ["metadata"] = new JsonObject
            {
                ["name"] = NoKubelet,
                ["labels"] = new JsonObject { ["kubernetes.io/os"] = "linux" },
            },
        });

    private static Task ShouldBecomeAsync(IReadOnlyList<string> before) => Eventually.AgreesAsync(
        async () => (await TestCluster.NodeTreeAsync()).SequenceEqual(before),
        "the node is as it was before",
        async () => string.Join('\n', (await TestCluster.NodeTreeAsync()).Except(before)));

    // Helm prints the hook's output as one quoted text.
    [GeneratedRegex("run this command as root on each node: (?<command>[^\"\n]+)")]
    private static partial Regex Printed();
}
