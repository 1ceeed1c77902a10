namespace Ramus.Cluster.Admission;

/// <summary>The webhook's changes to pods, and its answers to pods with mistakes.</summary>
public sealed class AdmissionTests : IAsyncLifetime
{
    private TestNamespace @namespace = null!;

    public async ValueTask InitializeAsync()
    {
        if (TestCluster.IsGiven)
        {
            await RamusSystem.ReadyAsync();
            @namespace = await TestNamespace.CreateAsync("admission");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (@namespace is not null)
        {
            await @namespace.DisposeAsync();
        }
    }

    [ClusterFact]
    public async Task A_pod_of_a_device_network_gets_the_resource_and_the_plugin_its_device()
    {
        await @namespace.AddNetworkAsync("sriov", """
            { "cniVersion": "1.0.0", "type": "sriov", "ipam": { "type": "host-local", "subnet": "10.78.1.0/24" } }
            """, resourceName: "intel.com/sriov");

        var created = await @namespace.AddPodAsync("pod", "sriov");

        var resources = created["spec"]!["containers"]![0]!["resources"]!;
        ((string?)resources["requests"]!["intel.com/sriov"]).ShouldBe("1");
        ((string?)resources["limits"]!["intel.com/sriov"]).ShouldBe("1");
        var pod = await @namespace.RunningAsync("pod");
        var allocated = await SriovCall.AllocatedAsync(pod);
        allocated.ShouldHaveSingleItem();
        (await SriovCall.OfAsync(pod, "net1")).Devices.ShouldBe(allocated);
    }

    [ClusterTheory]
    [InlineData("""[{ "name": "a", }]""", "line 1 column 15: remove the comma before the closing '}'")]
    [InlineData("a@b@c", ", \"a@b@c\", is not [namespace/]name[@interface]: it has more than one '@'")]
    [InlineData("""[{ "name": "a", "mac": "zz" }]""", ": \"zz\" is not a hardware address like 02:00:5e:10:00:01")]
    [InlineData("nowhere", " has no NetworkAttachmentDefinition nowhere; create it, or correct the annotation")]
    public async Task A_pod_with_a_mistake_is_refused_when_it_is_applied(string networks, string sentence)
    {
        var refused = await ApplyAsync(networks);

        refused.ExitCode.ShouldBe(1);
        refused.Errors.ShouldContain($"denied the request: pod {@namespace.Name}/pod: ");
        refused.Errors.ShouldContain("annotation k8s.v1.cni.cncf.io/networks");
        refused.Errors.ShouldContain(sentence);
        (await @namespace.FindAsync("pods/pod")).ShouldBeNull();
    }

    [ClusterFact]
    public async Task A_network_of_another_namespace_is_pointed_out()
    {
        await using var other = await TestNamespace.CreateAsync("admission-other");
        await other.AddNetworkAsync("elsewhere", """{ "cniVersion": "1.0.0", "type": "macvlan" }""");

        // The webhook's cache receives a new network with a delay.
        await Eventually.AgreesAsync(
            async () =>
                (await ApplyAsync("elsewhere")).Errors.Contains(
                    $"a network of that name exists in: {other.Name}; to use it write {other.Name}/elsewhere",
                    StringComparison.Ordinal),
            "the refusal points to the other namespace");
    }

    private Task<CommandResult> ApplyAsync(string networks) => TestCluster.Current.KubectlAsync(
        Manifests.Pod("pod", networks).ToJsonString(), "-n", @namespace.Name, "apply", "-f", "-");
}
