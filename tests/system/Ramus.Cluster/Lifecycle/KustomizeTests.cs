namespace Ramus.Cluster.Lifecycle;

/// <summary>
/// Without Helm: `kubectl apply -k config/default`, here through an overlay that Kubernetes 1.20 needs. After
/// `kubectl delete -k`, only the command of docs/uninstall.md cleans the node.
/// </summary>
[Collection(WithoutHelm.Name)]
[Trait("Cluster", "Empty")]
public sealed class KustomizeTests(ITestOutputHelper output)
{
    private static readonly string Overlay = Repository.Path("tests/cluster/kustomize-1.20");

    [ClusterFact]
    public async Task It_installs_a_working_system_and_the_printed_command_takes_it_from_the_node()
    {
        var before = await TestCluster.NodeTreeAsync();
        await using var @namespace = await TestNamespace.CreateAsync("kustomize");
        await @namespace.AddNetworkAsync("second", """
            { "cniVersion": "1.0.0", "type": "bridge", "bridge": "kustomize0",
              "ipam": { "type": "host-local", "subnet": "10.95.0.0/24" } }
            """);

        var first = await Release.FirstPodAsync(ApplyAsync, @namespace, "second");
        Figures.Write(output, $"kubectl apply -k to the first pod with two networks: {first.TotalSeconds:0.0} s");
        var sandbox = await Sandbox.OfAsync(await @namespace.RunningAsync("first"));
        (await sandbox.InterfacesAsync()).Select(link => link.Name).ShouldBe(["eth0", "net1"]);
        await @namespace.NetworkStatusAsync("first");

        await @namespace.DeletePodAsync("first");
        await Eventually.AgreesAsync(
            () => Task.FromResult(Release.LeasesOf("second").Length == 0), "the address is free");
        await KubectlAsync("delete", "-k", Overlay, "--wait=false");
        await Eventually.AgreesAsync(
            () => Task.FromResult(RamusSystem.AgentProcesses().Count == 0), "the agent has ended");
        File.Exists(RamusSystem.RuntimeConfigFile).ShouldBeTrue("kustomize has no hooks");
        await TestCluster.Current.OnNodeAsync("sh", "-c", NodeCommand());

        await Eventually.AgreesAsync(
            async () => (await TestCluster.NodeTreeAsync()).SequenceEqual(before),
            "the node is as it was before",
            async () => string.Join('\n', (await TestCluster.NodeTreeAsync()).Except(before)));
        await Eventually.AgreesAsync(AreRegistrationsGoneAsync, "the registrations are deleted with their role");
    }

    private static async Task ApplyAsync()
    {
        await KubectlAsync("apply", "-k", Overlay);
        await RamusSystem.ReadyAsync();
    }

    // The cluster's kubectl 1.20 is too old: it does not accept directories in a kustomization.
    private static async Task KubectlAsync(params string[] arguments) =>
        (await TestCluster.Current.RecentKubectlAsync(arguments)).Succeeded();

    /// <summary>
    /// The command of docs/uninstall.md; Ramus.Chart.Tests checks that `helm uninstall` prints the same command.
    /// </summary>
    private static string NodeCommand()
    {
        var page = File.ReadAllText(Repository.Path("docs/uninstall.md"));
        var begin = page.IndexOf("rm -rf ", StringComparison.Ordinal);
        return page[begin..page.IndexOf("```", begin, StringComparison.Ordinal)];
    }

    private static async Task<bool> AreRegistrationsGoneAsync()
    {
        foreach (var kind in (string[])["mutating", "validating"])
        {
            if (await TestCluster.Current.Api.FindAsync(
                $"/apis/admissionregistration.k8s.io/v1/{kind}webhookconfigurations/ramus") is not null)
            {
                return false;
            }
        }

        return true;
    }
}
