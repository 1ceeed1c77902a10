using System.Text.Json.Nodes;

namespace Ramus.Cluster.Devices;

/// <summary>
/// A program that takes part in device allocation restarts between the kubelet's allocation and the plugin's request to
/// the agent: the pod gets its own devices, at once or after a retry.
/// </summary>
[Collection(Disturbing.Name)]
public sealed class RestartTests(ITestOutputHelper output)
{
    [ClusterTheory]
    [InlineData("kubelet")]
    [InlineData("device plugin")]
    [InlineData("agent")]
    public async Task The_pod_gets_its_own_devices_nevertheless(string who)
    {
        await RamusSystem.ReadyAsync();
        await NoPodIsEndingAsync();
        await using var pool = await DevicePool.CreateAsync(4);
        await using var @namespace = await TestNamespace.CreateAsync("restart");
        await @namespace.AddNetworkAsync("fast", """{ "cniVersion": "1.0.0", "type": "sriov" }""", pool.Resource);
        await AddPodAsync(@namespace, pool, "before");
        var before = await @namespace.RunningAsync("before");

        // A stopped agent keeps the plugin waiting for its answer.
        var agents = RamusSystem.AgentProcesses();
        await SignalAsync("STOP", agents);
        JsonNode pod;
        try
        {
            pod = await AddPodAsync(@namespace, pool, "pod");
            await Eventually.AgreesAsync(
                async () => (await pool.AllocatedToAsync(pod)).Count == 2,
                "the kubelet has allocated devices to the pod");
            await Eventually.AgreesAsync(() => Task.FromResult(ProcessList.RunsOnNode("ramus")), "the plugin runs");
            await RestartAsync(who, pool, agents);
        }
        finally
        {
            await SignalAsync("CONT", agents);
        }

        await pool.OfferedAsync();
        pod = await @namespace.RunningAsync("pod");
        var devices = await pool.AllocatedToAsync(pod);
        devices.Intersect(await pool.AllocatedToAsync(before)).ShouldBeEmpty();
        var calls = RecordedDevices.Of(pod);
        calls.Distinct().Select(call => (call.Interface, call.Device))
            .ShouldBe([("net1", devices[0]), ("net2", devices[1])]);
        Figures.Write(
            output,
            $"{who} restarted between allocation and ADD: right devices; {calls.Count} calls of sriov for 2 networks");
    }

    // After a restart this kubelet never ends a terminating pod whose volumes have been removed meanwhile.
    private static Task NoPodIsEndingAsync() => Eventually.AgreesAsync(
        async () => (await TestCluster.Current.Api.ListAsync("/api/v1/pods"))
            .All(pod => pod["metadata"]!["deletionTimestamp"] is null),
        "no pod is ending");

    private static Task<JsonNode> AddPodAsync(TestNamespace @namespace, DevicePool pool, string name) =>
        TestCluster.Current.Api.CreateAsync(
            @namespace.PathOf("pods"), DeviceTests.Asking(name, "fast, fast", pool.Resource, 2));

    private static async Task RestartAsync(string who, DevicePool pool, IReadOnlyList<int> agents)
    {
        if (who == "device plugin")
        {
            pool.Restart();
        }
        else if (who == "agent")
        {
            await SignalAsync("KILL", agents);
        }
        else
        {
            await TestCluster.ComponentAsync("stop", "kubelet");
            await TestCluster.ComponentAsync("start", "kubelet");
        }
    }

    // A killed process no longer exists.
    private static async Task SignalAsync(string signal, IReadOnlyList<int> processes) =>
        await CommandResult.OfAsync("kill", [$"-{signal}", .. processes.Select(process => $"{process}")]);
}
