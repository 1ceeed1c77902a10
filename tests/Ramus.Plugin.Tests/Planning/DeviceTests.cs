using System.Text.Json.Nodes;
using Ramus.Networks;
using Ramus.Plugin.Tests.Doubles;

namespace Ramus.Plugin.Tests.Planning;

public sealed class DeviceTests : IDisposable
{
    private readonly ScratchNode node = new ScratchNode()
        .Render("shop/one", Config("one", "intel.com/sriov"))
        .Render("shop/two", Config("two", "intel.com/sriov"))
        .Render("shop/three", Config("three", "mellanox.com/cx5"));

    public void Dispose() => node.Dispose();

    [Fact]
    public void Devices_are_handed_out_in_order_and_none_twice()
    {
        using var agent = node.StartAgent();
        agent.Devices["intel.com/sriov"] = ["0000:03:02.0", "0000:03:02.1"];
        agent.Devices["mellanox.com/cx5"] = ["0000:05:00.1"];

        node.Asking("one,three,two").Add().ShouldSucceed();

        DevicesGiven().ShouldBe(["one 0000:03:02.0", "three 0000:05:00.1", "two 0000:03:02.1"]);
        agent.Requests.Select(request => request.Resources.ShouldHaveSingleItem())
            .ShouldBe(["intel.com/sriov", "mellanox.com/cx5"]);
        agent.Requests.ShouldAllBe(
            request => request.Ask == AgentQuestion.Devices && request.Pod == new PodKey("shop", "web", "uid-1"));
    }

    [Fact]
    public void Plugins_find_the_device_under_every_usual_name()
    {
        using var agent = node.StartAgent();
        agent.Devices["intel.com/sriov"] = ["0000:03:02.0"];
        node.Render("shop/one", """
            {"cniVersion":"1.0.0","name":"one","ramus.dev/resourceName":"intel.com/sriov",
             "plugins":[{"type":"one","deviceID":"stale"},{"type":"two","capabilities":{"deviceID":true}}]}
            """);

        node.Asking("one").Add().ShouldSucceed();

        foreach (var call in node.Plugins.Calls.Skip(1))
        {
            call.Text("deviceID").ShouldBe("\"0000:03:02.0\"");
            call.Text("pciBusID").ShouldBe("\"0000:03:02.0\"");
        }

        node.Plugins.Calls[1].Has("runtimeConfig").ShouldBeFalse();
        node.Plugins.Calls[2].Text("runtimeConfig").ShouldBe("""{"deviceID":"0000:03:02.0"}""");
    }

    [Fact]
    public void Metadata_of_ours_reaches_no_plugin()
    {
        using var agent = node.StartAgent();
        agent.Devices["intel.com/sriov"] = ["0000:03:02.0"];

        node.Asking("one").Add().ShouldSucceed();

        node.Plugins.Calls[1].Input.ShouldNotContain("ramus.dev");
    }

    [Fact]
    public void A_network_without_a_device_left_is_refused_before_anything_runs()
    {
        using var agent = node.StartAgent();
        agent.Devices["intel.com/sriov"] = ["0000:03:02.0"];

        var answer = node.Asking("one,two").Add();

        answer.ShouldFail(11).ShouldBe(
            "network 'shop/two', interface 'net2': the kubelet allocated no (further) device of 'intel.com/sriov' to the pod");
        answer.Details.ShouldContain("must request 'intel.com/sriov'");
        node.Plugins.Calls.ShouldBeEmpty();
    }

    [Fact]
    public void Multus_way_of_going_on_without_a_device_can_be_had()
    {
        using var agent = node.StartAgent();
        node.Settings["compatibility"] = new JsonObject { ["allowMissingDevice"] = true };

        node.Asking("one").Add().ShouldSucceed();

        node.Plugins.Calls[1].Has("deviceID").ShouldBeFalse();
    }

    [Fact]
    public void Without_the_agent_nobody_knows_the_devices()
    {
        node.Asking("one").Add().ShouldFail(11).ShouldContain("the node agent does not answer");

        node.Plugins.Calls.ShouldBeEmpty();
    }

    [Fact]
    public void What_the_device_plugin_wrote_about_the_device_is_in_the_status_until_DEL()
    {
        using var agent = node.StartAgent();
        agent.Devices["intel.com/sriov"] = ["0000:03:02.0"];
        Directory.CreateDirectory($"{node.DeviceInfo}/dp");
        File.WriteAllText(
            $"{node.DeviceInfo}/dp/intel.com-sriov-0000:03:02.0-device.json",
            """{"type":"pci","version":"1.1.0","pci":{"pci-address":"0000:03:02.0"}}""");

        node.Asking("one").Add().ShouldSucceed();

        node.Report.NetworkStatus.ShouldContain("\"pci-address\": \"0000:03:02.0\"");
        File.Exists($"{node.DeviceInfo}/cni/pod-1-net1-device.json").ShouldBeTrue();

        node.Delete().ShouldSucceed();

        Directory.EnumerateFiles($"{node.DeviceInfo}/cni").ShouldBeEmpty();
    }

    private static string Config(string type, string resource) =>
        $$"""{"cniVersion":"1.0.0","name":"{{type}}","ramus.dev/resourceName":"{{resource}}","plugins":[{"type":"{{type}}"}]}""";

    private IEnumerable<string> DevicesGiven() => node.Plugins.Calls
        .Where(call => call.Has("deviceID"))
        .Select(call => $"{call.Type} {call.Config.GetProperty("deviceID").GetString()}");
}
