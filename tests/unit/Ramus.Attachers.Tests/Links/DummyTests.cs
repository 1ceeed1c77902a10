using Ramus.Attachers.Tests.Differential;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Processes;

namespace Ramus.Attachers.Tests.Links;

/// <summary>The plugin dummy, which the distribution's version of the plugins does not have.</summary>
[Trait("Needs", "Root")]
public sealed class DummyTests : IDisposable
{
    private readonly PodNamespace pod = new();
    private readonly NetworkRuntime runtime = new(
        new Delegates(new PluginPath([]), new BuiltInPlugins(BuiltInChoice.Auto)), ChildLimits.In(Patience.Limit));

    public void Dispose() => pod.Dispose();

    [Fact]
    public void An_interface_is_created_checked_and_removed()
    {
        Kernel.Require("dummy");
        var network = Network("""{"type":"static","addresses":[{"address":"10.9.0.2/24"},{"address":"fd09::2/64"}]}""");

        var result = runtime.Add(network, Attachment);
        runtime.Check(network, Attachment, result.Json);

        result.Result.Interfaces.ShouldHaveSingleItem().Name.ShouldBe("net1");
        pod.Run("ip -d address show dev net1").ShouldContain("dummy");
        pod.Run("ip address show dev net1").ShouldContain("inet 10.9.0.2/24");
        pod.Run("ip link set net1 down");
        Should.Throw<CniException>(() => runtime.Check(network, Attachment, result.Json)).Message.ShouldContain("down");
        runtime.Delete(network, Attachment, result.Json);
        runtime.Delete(network, Attachment, result.Json);
        pod.Run("ip -o link show").ShouldNotContain("net1");
    }

    [Fact]
    public void An_interface_without_addresses_is_refused()
    {
        Should.Throw<CniException>(() => runtime.Add(Network(null), Attachment))
            .Message.ShouldContain("dummy interface requires an IPAM configuration");
    }

    private AttachmentParameters Attachment =>
        new() { ContainerId = "pod-1", Netns = pod.Path, IfName = "net1", Args = "" };

    private static NetworkConfig Network(string? ipam)
    {
        var more = ipam is null ? "" : $",\"ipam\":{ipam}";
        return Json.Network($$"""{"cniVersion":"1.0.0","name":"net","plugins":[{"type":"dummy"{{more}}}]}""");
    }
}
