using System.Text.Json.Nodes;

namespace Ramus.Cluster.Devices;

/// <summary>The path from a network's resourceName to the plugin that needs the device, with a real kubelet.</summary>
public sealed class DeviceTests
{
    private const string Sriov = """{ "cniVersion": "1.0.0", "type": "sriov" }""";

    [ClusterTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_seeds_pod_has_its_device_whether_it_asks_for_it_or_not(bool asks)
    {
        await RamusSystem.ReadyAsync();
        await using var @namespace = await TestNamespace.CreateAsync("seed-device");
        (await ApplyAsync(@namespace, await ReadAsync("sriov-net.yaml"))).Succeeded();
        var manifest = await ReadAsync("net-resource-sample-pod.yaml");
        if (!asks)
        {
            manifest["spec"]!["containers"]![0]!.AsObject().Remove("resources");
        }

        // The webhook's cache receives a new network with a delay.
        await Eventually.AgreesAsync(
            async () => (await ApplyAsync(@namespace, manifest)).ExitCode == 0, "the pod is accepted");

        var pod = await @namespace.RunningAsync("testpod1");
        ((string?)pod["spec"]!["containers"]![0]!["resources"]!["limits"]!["intel.com/sriov"]).ShouldBe("1");
        var device = (await SriovCall.AllocatedAsync(pod)).ShouldHaveSingleItem();
        (await SriovCall.OfAsync(pod, "net1")).Devices.ShouldBe([device]);
        var info = JsonNode.Parse(await @namespace.NetworkStatusAsync("testpod1"))!.AsArray()
            .Single(entry => (string?)entry!["name"] == $"{@namespace.Name}/sriov-net-a")!["device-info"]!;
        ((string?)info["type"]).ShouldBe("pci");
        ((string?)info["pci"]!["pci-address"]).ShouldBe(device);
        (await @namespace.EventsAsync("testpod1", "AddedInterface", 2))
            .ShouldContain(text => text.EndsWith($" from {@namespace.Name}/sriov-net-a with device {device}"));
    }

    [ClusterFact]
    public async Task Networks_share_one_pool_and_a_late_pod_waits_for_a_device()
    {
        await RamusSystem.ReadyAsync();
        await using var pool = await DevicePool.CreateAsync(2);
        await using var @namespace = await TestNamespace.CreateAsync("pool");
        await @namespace.AddNetworkAsync("fast", Sriov, pool.Resource);
        await @namespace.AddNetworkAsync("faster", Sriov, pool.Resource);

        await AddPodAsync(@namespace, pool, "both", "fast, faster", 2);
        var both = await @namespace.RunningAsync("both");
        await AddPodAsync(@namespace, pool, "late", "fast", 1);
        var waiting = await @namespace.EventsAsync("late", "FailedScheduling", 1);

        var devices = await pool.AllocatedToAsync(both);
        devices.Distinct().Count().ShouldBe(2);
        RecordedDevices.Of(both).Select(call => (call.Interface, call.Device))
            .ShouldBe([("net1", devices[0]), ("net2", devices[1])]);
        waiting[0].ShouldContain($"Insufficient {pool.Resource}");
        await UsedUpAsync(pool);

        await @namespace.DeletePodAsync("both");
        var late = await @namespace.RunningAsync("late");
        RecordedDevices.Of(late).ShouldHaveSingleItem().Device
            .ShouldBe((await pool.AllocatedToAsync(late)).ShouldHaveSingleItem());
        await CleanedUpAsync(both);
    }

    [ClusterFact]
    public async Task A_pod_that_asks_for_fewer_devices_than_its_networks_need_is_told_so()
    {
        await RamusSystem.ReadyAsync();
        await using var pool = await DevicePool.CreateAsync(1);
        await using var @namespace = await TestNamespace.CreateAsync("too-few", isSeenByWebhook: false);
        await @namespace.AddNetworkAsync("fast", Sriov, pool.Resource);

        await TestCluster.Current.Api.CreateAsync(@namespace.PathOf("pods"), Asking("none", "fast", pool.Resource, 0));
        await TestCluster.Current.Api.CreateAsync(
            @namespace.PathOf("pods"), Asking("one", "fast, fast", pool.Resource, 1));

        (await @namespace.EventsAsync("none", "FailedCreatePodSandBox", 1))[0].ShouldContain(
            $"network '{@namespace.Name}/fast', interface 'net1': the pod was allocated no device of "
            + $"'{pool.Resource}'; the pod must request '{pool.Resource}' once per network that needs it");
        (await @namespace.EventsAsync("one", "FailedCreatePodSandBox", 1))[0].ShouldContain(
            $"interface 'net2': the pod was allocated 1 of '{pool.Resource}', and its networks need more");
    }

    internal static JsonObject Asking(string name, string networks, string resource, int count)
    {
        var pod = Manifests.Pod(name, networks);
        if (count > 0)
        {
            pod["spec"]!["containers"]![0]!["resources"] = new JsonObject
            {
                ["limits"] = new JsonObject { [resource] = count.ToString(InvariantCulture) },
            };
        }

        return pod;
    }

    /// <summary>A pod whose resource requests the webhook adds.</summary>
    private static async Task AddPodAsync(
        TestNamespace @namespace, DevicePool pool, string name, string networks, int count)
    {
        var created = await Eventually.GetAsync(
            async () => await @namespace.AddPodAsync(name, networks), $"pod {name} is accepted");
        ((string?)created["spec"]!["containers"]![0]!["resources"]!["limits"]![pool.Resource])
            .ShouldBe(count.ToString(InvariantCulture));
    }

    private static Task UsedUpAsync(DevicePool pool) => Eventually.AgreesAsync(
        async () =>
        {
            var metrics = await TestCluster.Current.OnNodeAsync(
                "bash", "-c",
                "exec 3<>/dev/tcp/127.0.0.1/9083 && printf 'GET /metrics HTTP/1.0\\r\\n\\r\\n' >&3 && cat <&3");
            return metrics.Contains($"ramus_node_devices{{resource=\"{pool.Resource}\"}} 2", StringComparison.Ordinal)
                && metrics.Contains(
                    $"ramus_node_devices_allocated{{resource=\"{pool.Resource}\"}} 2", StringComparison.Ordinal);
        },
        "the agent's metrics show that the pool is exhausted");

    private static Task CleanedUpAsync(JsonNode pod) => Eventually.AgreesAsync(
        () =>
        {
            var sandboxes = Directory
                .EnumerateFiles(TestCluster.Current.NodePath("/run/ramus-test/sriov"), "*-ADD.json")
                .Where(file => File.ReadAllText(file).Contains(pod.Uid(), StringComparison.Ordinal))
                .Select(file => Path.GetFileName(file).Split('-')[0]).ToList();
            return Task.FromResult(!Directory
                .EnumerateFiles(TestCluster.Current.NodePath("/run/k8s.cni.cncf.io/devinfo/cni"))
                .Any(file => sandboxes.Contains(Path.GetFileName(file).Split('-')[0])));
        },
        "the device information of the deleted pod is gone");

    /// <summary>A manifest of the seed, with its namespace removed.</summary>
    private static async Task<JsonNode> ReadAsync(string file)
    {
        var manifest = JsonNode.Parse((await TestCluster.Current.KubectlAsync(
            null, "create", "--dry-run=client", "--validate=false", "-o", "json",
            "-f", Path.Combine(TestCluster.SeedDirectory, file))).Succeeded())!;
        manifest["metadata"]!.AsObject().Remove("namespace");
        return manifest;
    }

    private static Task<CommandResult> ApplyAsync(TestNamespace @namespace, JsonNode manifest) =>
        TestCluster.Current.KubectlAsync(manifest.ToJsonString(), "-n", @namespace.Name, "apply", "-f", "-");
}
