using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Ramus.Cluster.Lifecycle;

/// <summary>A Helm release with pods, from the installation to the removal of the last file on the node.</summary>
[Collection(TheEnd.Name)]
public sealed class UninstallTests(ITestOutputHelper output)
{
    [ClusterFact]
    public async Task Tested_upgraded_rolled_back_and_uninstalled_it_leaves_the_node_as_it_was()
    {
        await RamusSystem.ReadyAsync();
        await using var @namespace = await TestNamespace.CreateAsync("end");
        await @namespace.AddNetworkAsync("second", Second);
        await @namespace.AddPodAsync("old", "second");
        await @namespace.RunningAsync("old");
        await @namespace.NetworkStatusAsync("old");

        (await Release.HelmAsync("test", "ramus")).ShouldContain($"ok    node {TestCluster.Current.NodeName}");
        await Release.HelmAsync("upgrade", "ramus", Release.ChartFolder, "--reuse-values",
            "--set", "node.podAnnotations.again=yes", "--set", "monitoring.dashboard.enabled=true", "--wait");
        (await DashboardAsync()).ShouldBeTrue();
        await Release.HelmAsync("rollback", "ramus", "--wait");
        (await DashboardAsync()).ShouldBeFalse();
        await AFailedUninstallCanBeTakenBackAsync();

        var watch = Stopwatch.StartNew();
        (await Release.UninstallAsync()).ShouldContain("Ramus was removed from every node");
        Figures.Write(output, $"helm uninstall with a clean node: {watch.Elapsed.TotalSeconds:0.0} s");

        // A pod from before keeps its network, and its deletion removes the rest; a new pod has only the node's own
        // network.
        await @namespace.AddPodAsync("new", "second");
        var sandbox = await Sandbox.OfAsync(await @namespace.RunningAsync("new"));
        (await sandbox.InterfacesAsync()).Select(link => link.Name).ShouldBe(["eth0"]);
        File.Exists(RamusSystem.RuntimeConfigFile).ShouldBeTrue("a pod still has a network of ours");
        await @namespace.DeletePodAsync("old");
        await Eventually.AgreesAsync(
            () => Task.FromResult(!File.Exists(RamusSystem.RuntimeConfigFile)), "our file is gone");
        await Eventually.AgreesAsync(
            () => Task.FromResult(Release.LeasesOf("second").Length == 0),
            "the addresses of the pod from before are free");
        await @namespace.DeletePodAsync("new");
        await Eventually.AgreesAsync(
            async () => !(await Sandbox.AllRunningAsync()).Contains(sandbox.Id),
            "the new pod has ended");
        await NothingIsLeftInTheApiAsync();
        await NothingIsLeftOnTheNodeAsync();
    }

    private const string Second = """
        { "cniVersion": "1.0.0", "type": "bridge", "bridge": "end0",
          "ipam": { "type": "host-local", "subnet": "10.91.0.0/24" } }
        """;

    // A quota of no Jobs stops the uninstall between its DaemonSet and its Job.
    private static async Task AFailedUninstallCanBeTakenBackAsync()
    {
        var quotas = RamusSystem.PathOf("resourcequotas");
        await TestCluster.Current.Api.CreateAsync(quotas, new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "no-jobs" },
            ["spec"] = new JsonObject { ["hard"] = new JsonObject { ["count/jobs.batch"] = "0" } },
        });
        await Eventually.AgreesAsync(
            async () => (await TestCluster.Current.Api.FindAsync(quotas + "/no-jobs"))!["status"]?["hard"] is not null,
            "the quota is in force");

        var failed = await TestCluster.Current.HelmAsync("uninstall", "ramus", "--wait");
        failed.ExitCode.ShouldNotBe(0);
        failed.Errors.ShouldContain("exceeded quota: no-jobs");
        await TestCluster.Current.Api.DeleteAsync(quotas + "/no-jobs");

        // The agent restarts, while the DaemonSet that cleans nodes still exists.
        await Release.HelmAsync("rollback", "ramus", "--wait");
        (await RamusSystem.PodsAsync("ramus-uninstall")).ShouldBeEmpty();
        await RamusSystem.ReplaceAsync("ramus-node");
        (await Release.HelmAsync("test", "ramus")).ShouldContain($"ok    node {TestCluster.Current.NodeName}");
    }

    private static async Task<bool> DashboardAsync() =>
        await TestCluster.Current.Api.FindAsync(RamusSystem.PathOf("configmaps/ramus-dashboard")) is not null;

    // tests/run saves the list of the node's files before it installs the chart.
    private static async Task NothingIsLeftOnTheNodeAsync()
    {
        if (Environment.GetEnvironmentVariable("RAMUS_NODE_TREE") is not { Length: > 0 } before)
        {
            return;
        }

        var was = (await File.ReadAllTextAsync(before)).Split('\n');
        var tree = await TestCluster.NodeTreeAsync();
        was.Except(tree).ShouldBeEmpty("changed or gone");

        // The seed's daemon sets leave their own files.
        tree.Except(was).Where(NodeTree.IsOfRamus).ShouldBeEmpty("left");
    }

    private static async Task NothingIsLeftInTheApiAsync()
    {
        var api = TestCluster.Current.Api;
        foreach (var path in (string[])
            [
                "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/ramus",
                "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/ramus",
                RamusSystem.PathOf("secrets/ramus-webhook-tls"),
            ])
        {
            (await api.FindAsync(path)).ShouldBeNull(path);
        }

        foreach (var kind in (string[])["clusterroles", "clusterrolebindings"])
        {
            (await api.ListAsync($"/apis/rbac.authorization.k8s.io/v1/{kind}"))
                .Select(found => found.Name()).Where(name => name.StartsWith("ramus", StringComparison.Ordinal))
                .ShouldBeEmpty();
        }

        (await api.ListAsync(RamusSystem.ReportsPath)).ShouldBeEmpty();
        (await api.FindAsync("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/"
            + "network-attachment-definitions.k8s.cni.cncf.io")).ShouldNotBeNull("networks are the user's");
    }
}
