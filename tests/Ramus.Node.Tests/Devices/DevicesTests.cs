using Grpc.Core;
using Ramus.Cni;
using Ramus.Networks;
using Ramus.Node.Devices.PodResourcesApi;
using Ramus.Node.Tests.Support;
using PodResources = Ramus.Node.Devices.PodResources;

namespace Ramus.Node.Tests.Devices;

public sealed class DevicesTests : IDisposable
{
    private const string Sriov = "intel.com/sriov";
    private static readonly PodKey Pod = new("default", "p", "u");

    private readonly TempDir kubeletDir = new();

    public void Dispose() => kubeletDir.Dispose();

    [Fact]
    public async Task The_devices_of_all_containers_come_sorted_by_resource()
    {
        await using var kubelet = await FakeKubelet.StartAsync(kubeletDir.Path, state =>
        {
            state.Give("other", Sriov, "0000:09:00.0");
            state.Give("p", Sriov, "0000:03:02.1", "0000:03:02.0");
            state.Give("p", "intel.com/fpga", "f1");
            state.Give("p", Sriov, "0000:03:00.7");
        });

        var devices = await FindAsync(Sriov, "intel.com/fpga");

        devices[Sriov].ShouldBe(["0000:03:00.7", "0000:03:02.0", "0000:03:02.1"]);
        devices["intel.com/fpga"].ShouldBe(["f1"]);
    }

    [Fact]
    public async Task A_list_that_is_a_moment_behind_is_asked_again()
    {
        await using var kubelet = await FakeKubelet.StartAsync(kubeletDir.Path, state =>
        {
            state.Give("p", Sriov, "a");
            var later = state.Answer(0);
            state.Answer = call => call < 3 ? new ListPodResourcesResponse() : later;
        });

        (await FindAsync(Sriov))[Sriov].ShouldBe(["a"]);

        kubelet.Current.Calls.ShouldBe(3);
    }

    [Fact]
    public async Task A_pod_without_devices_has_none_after_a_bounded_number_of_attempts()
    {
        await using var kubelet = await FakeKubelet.StartAsync(kubeletDir.Path);

        (await FindAsync(Sriov))[Sriov].ShouldBeEmpty();

        kubelet.Current.Calls.ShouldBe(5);
    }

    [Fact]
    public async Task A_kubelet_that_starts_again_is_found_again()
    {
        using var resources = new PodResources(kubeletDir.Path, TimeProvider.System);
        var kubelet = await FakeKubelet.StartAsync(kubeletDir.Path, state => state.Give("p", Sriov, "a"));
        (await resources.FindAsync(Pod, [Sriov], TestContext.Current.CancellationToken))[Sriov].ShouldBe(["a"]);
        await kubelet.DisposeAsync();

        await using var again = await FakeKubelet.StartAsync(kubeletDir.Path, state => state.Give("p", Sriov, "b"));

        (await resources.FindAsync(Pod, [Sriov], TestContext.Current.CancellationToken))[Sriov].ShouldBe(["b"]);
    }

    [Fact]
    public async Task Without_a_kubelet_it_fails_after_a_bounded_time()
    {
        await Should.ThrowAsync<RpcException>(() => FindAsync(Sriov));
    }

    [Fact]
    public async Task The_socket_answers_with_devices_or_with_what_to_look_at()
    {
        await using var node = await AgentHarness.StartAsync();
        var request = new AgentRequest { Ask = AgentQuestion.Devices, Pod = Pod, Resources = [Sriov] };

        var without = await node.AskAsync(request);
        await using var kubelet = await FakeKubelet.StartAsync(
            node.Options.KubeletDir, state => state.Give("p", Sriov, "a"));
        var with = await node.AskAsync(request);

        without.Error!.Code.ShouldBe(CniErrorCode.TryAgainLater);
        without.Error.Message.ShouldContain("kubelet.sock");
        with.Devices![Sriov].ShouldBe(["a"]);
    }

    private async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> FindAsync(params string[] resources)
    {
        using var client = new PodResources(kubeletDir.Path, TimeProvider.System);
        return await client.FindAsync(Pod, resources, TestContext.Current.CancellationToken);
    }
}
