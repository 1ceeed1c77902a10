using Grpc.Core;
using Ramus.Contract.Selection;
using Ramus.Node.Devices;
using Ramus.Node.Devices.PodResourcesApi;
using Ramus.Node.Services;
using Ramus.Node.Tests.Support;
using PodResources = Ramus.Node.Devices.PodResources;

namespace Ramus.Node.Tests.Devices;

/// <summary>
/// The kubelet's device manager: first its socket, then its checkpoint when the socket does not answer.
/// </summary>
public sealed class KubeletDevicesTests : IDisposable
{
    private const string Sriov = "intel.com/sriov";
    private static readonly PodKey Pod = new("default", "p", "u");

    private readonly ScratchDirectory kubeletDir = new();

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
    public async Task A_device_that_a_container_takes_over_from_an_init_container_counts_once()
    {
        await using var kubelet = await FakeKubelet.StartAsync(kubeletDir.Path, state =>
        {
            state.Give("p", Sriov, "a", "b");
            state.Give("p", Sriov, "b");
        });

        (await FindAsync(Sriov))[Sriov].ShouldBe(["a", "b"]);
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
    public async Task A_kubelet_that_is_asked_too_often_is_asked_again()
    {
        await using var kubelet = await FakeKubelet.StartAsync(kubeletDir.Path, state =>
        {
            state.Give("p", Sriov, "a");
            var later = state.Answer(0);
            state.Answer = call => call < 3
                ? throw new RpcException(new Status(StatusCode.ResourceExhausted, "rejected by rate limit"))
                : later;
        });

        (await FindAsync(Sriov))[Sriov].ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_pod_without_devices_has_none_after_a_bounded_number_of_attempts()
    {
        await using var kubelet = await FakeKubelet.StartAsync(kubeletDir.Path);

        (await FindAsync(Sriov))[Sriov].ShouldBeEmpty();

        kubelet.Current.Calls.ShouldBe(5);
    }

    [Fact]
    public async Task Two_pods_of_one_name_are_told_apart_by_the_checkpoint_or_not_at_all()
    {
        await using var kubelet = await FakeKubelet.StartAsync(kubeletDir.Path, state =>
        {
            state.Give("p", Sriov, "old");
            state.Give("q", Sriov, "new");
            state.Answer(0).PodResources[1].Name = "p";
        });

        var failure = await Should.ThrowAsync<DevicesUnknownException>(() => FindAsync(Sriov));
        WriteCheckpoint("""[{"PodUID":"u","ResourceName":"intel.com/sriov","DeviceIDs":{"-1":["new"]}}]""");
        var devices = await FindAsync(Sriov);

        failure.Message.ShouldContain("the kubelet lists two pods of that name");
        devices[Sriov].ShouldBe(["new"]);
    }

    [Fact]
    public async Task A_kubelet_that_starts_again_is_found_again()
    {
        using var resources = new PodResources(kubeletDir.Path, TimeProvider.System);
        var kubelet = await FakeKubelet.StartAsync(kubeletDir.Path, state => state.Give("p", Sriov, "a"));
        (await FindAsync(resources, Sriov))[Sriov].ShouldBe(["a"]);
        await kubelet.DisposeAsync();

        await using var again = await FakeKubelet.StartAsync(kubeletDir.Path, state => state.Give("p", Sriov, "b"));

        (await FindAsync(resources, Sriov))[Sriov].ShouldBe(["b"]);
    }

    [Theory]
    [InlineData("", "the folder of the socket does not exist; mount it into the agent, or set the chart's value")]
    [InlineData("pod-resources", "the socket does not exist; check that the kubelet runs")]
    [InlineData(null, "does not exist on this node; set the chart's value host.kubeletDir (--kubelet-dir) to the")]
    public async Task Without_a_kubelet_it_fails_and_says_what_is_missing(string? folder, string missing)
    {
        var asked = folder is null ? Path.Combine(kubeletDir.Path, "nowhere") : kubeletDir.Path;
        if (folder is not null)
        {
            Directory.CreateDirectory(Path.Combine(asked, folder));
        }

        using var resources = new PodResources(asked, TimeProvider.System);
        var failure = await Should.ThrowAsync<DevicesUnknownException>(() => FindAsync(resources, Sriov));

        failure.Message.ShouldStartWith(
            $"the devices of pod {Pod} cannot be read from the kubelet's socket {asked}/pod-resources/kubelet.sock: ");
        failure.Message.ShouldContain(missing);
        failure.Message.ShouldNotContain("subchannel");
    }

    [Theory]
    [InlineData("""{"-1":["0000:03:02.3","0000:03:02.0"],"0":["0000:03:02.1"]}""")]
    [InlineData("""["0000:03:02.3","0000:03:02.1","0000:03:02.0"]""")]
    public async Task Without_a_kubelet_its_checkpoint_in_either_format_tells_the_devices(string ids)
    {
        WriteCheckpoint($$"""
            [{"PodUID":"other","ContainerName":"c","ResourceName":"intel.com/sriov","DeviceIDs":["x"]},
             {"PodUID":"u","ContainerName":"c","ResourceName":"intel.com/sriov","DeviceIDs":{{ids}},"AllocResp":"Q"},
             {"PodUID":"u","ContainerName":"d","ResourceName":"intel.com/fpga","DeviceIDs":["f"]}]
            """);

        var devices = await FindAsync(Sriov, "intel.com/fpga");

        devices[Sriov].ShouldBe(["0000:03:02.0", "0000:03:02.1", "0000:03:02.3"]);
        devices["intel.com/fpga"].ShouldBe(["f"]);
    }

    [Fact]
    public async Task A_kubelet_without_the_API_has_its_checkpoint_read()
    {
        await using var kubelet = await FakeKubelet.StartAsync(kubeletDir.Path, state => state.Answer =
            _ => throw new RpcException(new Status(StatusCode.Unimplemented, "unknown service v1.PodResourcesLister")));
        WriteCheckpoint("""[{"PodUID":"u","ResourceName":"intel.com/sriov","DeviceIDs":["a"]}]""");

        (await FindAsync(Sriov))[Sriov].ShouldBe(["a"]);

        kubelet.Current.Calls.ShouldBe(1);
    }

    [Theory]
    [InlineData("BAD BAD DATA")]
    [InlineData("{}")]
    [InlineData("""{"Data":{"PodDeviceEntries":null}}""")]
    [InlineData("""{"Data":{"PodDeviceEntries":[{"PodUID":"other","ResourceName":"r","DeviceIDs":["x"]}]}}""")]
    public async Task A_checkpoint_that_knows_nothing_of_the_pod_is_no_answer(string checkpoint)
    {
        kubeletDir.Write("device-plugins/kubelet_internal_checkpoint", checkpoint);

        await Should.ThrowAsync<DevicesUnknownException>(() => FindAsync(Sriov));
    }

    [Fact]
    public async Task Without_a_UID_the_checkpoint_is_not_asked()
    {
        WriteCheckpoint("""[{"PodUID":"","ResourceName":"intel.com/sriov","DeviceIDs":["x"]}]""");
        using var resources = new PodResources(kubeletDir.Path, TimeProvider.System);

        await Should.ThrowAsync<DevicesUnknownException>(
            () => Finder(resources).FindAsync(Pod with { Uid = "" }, [Sriov], TestContext.Current.CancellationToken));
    }

    private void WriteCheckpoint(string entries) => kubeletDir.Write(
        "device-plugins/kubelet_internal_checkpoint",
        $$$"""{"Data":{"PodDeviceEntries":{{{entries}}},"RegisteredDevices":{}},"Checksum":1}""");

    private KubeletDevices Finder(PodResources resources)
    {
        var checkpoint = new KubeletCheckpoint(kubeletDir.Path);
        return new(
            resources, checkpoint, new OfferedDevices(resources, checkpoint), TimeProvider.System, new NodeMetrics());
    }

    private async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> FindAsync(params string[] names)
    {
        using var resources = new PodResources(kubeletDir.Path, TimeProvider.System);
        return await FindAsync(resources, names);
    }

    private async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> FindAsync(
        PodResources resources, params string[] names) =>
        (await Finder(resources).FindAsync(Pod, names, TestContext.Current.CancellationToken)).Of(names);
}
