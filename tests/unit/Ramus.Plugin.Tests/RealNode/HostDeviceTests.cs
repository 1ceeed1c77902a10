namespace Ramus.Plugin.Tests.RealNode;

/// <summary>The real plugin host-device with a device that the pod hides from it.</summary>
[Trait("Needs", "Root")]
public sealed class HostDeviceTests : IDisposable
{
    private readonly TestNode node = new();

    public HostDeviceTests()
    {
        Assert.SkipUnless(
            File.Exists($"{node.RealPlugins}/host-device"), "the CNI plugin host-device is not installed");
        Command.Run("ip", "-n", node.Netns, "link", "add", "dev7", "type", "veth", "peer", "name", "wire7");
        node.Render("shop/dev", TestNode.Network("dev", """{"type":"host-device","device":"dev7"}"""));
    }

    public void Dispose() => node.Dispose();

    [Theory]
    [InlineData("ip link set net1 down; ip link set net1 name foo")]
    [InlineData("ip link set net1 down; ip link set net1 name foo up; ip link add net1 type bridge")]
    [InlineData("ip link set net1 down; ip link set net1 name foo address 02:99:00:00:00:01 up")]
    public void The_device_returns_to_the_node(string script)
    {
        var pod = node.AddPod();
        node.Add(pod, "dev").ShouldSucceed();
        Links.Interfaces(node.Netns).ShouldNotContain("dev7");
        Command.Run("ip", "netns", "exec", pod.ContainerId, "sh", "-ec", script);

        node.Delete(pod).ShouldSucceed();

        Links.Interfaces(node.Netns).ShouldContain("dev7");
        node.Remembered.ShouldBeEmpty();
        var next = node.AddPod("next");
        node.Add(next, "dev").ShouldSucceed();
        node.Delete(next).ShouldSucceed();
    }

    [Theory]
    [InlineData("none")]
    [InlineData("auto")]
    public void Names_that_the_pod_gives_to_the_device_do_not_reach_the_node(string builtIn)
    {
        node.BuiltIn = builtIn;
        Command.Run("ip", "-n", node.Netns, "link", "add", "taken7", "type", "bridge");
        Command.Run("ip", "-n", node.Netns, "link", "property", "add", "dev", "dev7", "altname", "own7");
        var pod = node.AddPod();
        node.Add(pod, "dev").ShouldSucceed();
        Command.Run("ip", "netns", "exec", pod.ContainerId, "sh", "-ec", """
            ip link property add dev net1 altname taken7 altname bond0.7
            n=0
            while [ $n -lt 400 ]; do
              echo "link property add dev net1 altname $(printf 'a%0114d' $n)"
              n=$((n + 1))
            done | ip -batch -
            """);

        node.Delete(pod).ShouldSucceed();

        var device = Command.Run("ip", "-n", node.Netns, "-details", "link", "show", "dev7");
        device.Split('\n').Where(static line => line.Contains("altname"))
            .Select(static line => line.Trim()).ShouldBe(["altname own7"]);
        pod.Interfaces.ShouldBeEmpty();
    }

    // host-device calls its IPAM plugin first, at ADD after it moved the device, at DEL before it returns the device.
    [Theory]
    [InlineData("none", "{\"type\":\"no-such-ipam\"}", 2)]
    [InlineData("none", "{\"type\":\"broken-ipam\"}", 10)]
    [InlineData("host-device", "{\"type\":\"broken-ipam\"}", 10)]
    public void The_device_of_an_ADD_that_its_IPAM_failed_returns(string builtIn, string ipam, int tries)
    {
        node.BuiltIn = builtIn;
        node.Script("broken-ipam", """
            echo '{"cniVersion":"1.0.0","code":123,"msg":"no answer"}'
            exit 1
            """);
        node.Render(
            "shop/dev", TestNode.Network("dev", $$"""{"type":"host-device","device":"dev7","ipam":{{ipam}}}"""));
        var pod = node.AddPod();
        node.Add(pod, "dev").Status.ShouldBe(1);

        var calls = 1;
        while (node.Delete(pod).Status != 0)
        {
            calls++.ShouldBeLessThan(tries);
        }

        Links.Interfaces(node.Netns).ShouldContain("dev7");
        pod.Interfaces.ShouldBeEmpty();
    }

    [Fact]
    public void A_second_pod_is_told_who_has_the_device()
    {
        var (first, second) = (node.AddPod(), node.AddPod("second"));
        node.Add(first, "dev").ShouldSucceed();

        var answer = node.Add(second, "dev");

        answer.Status.ShouldBe(1);
        answer.Details.ShouldBe("the network's 'device' is 'dev7', which is in pod shop/web, as 'net1': use another "
            + "device, or delete that pod");
    }
}
