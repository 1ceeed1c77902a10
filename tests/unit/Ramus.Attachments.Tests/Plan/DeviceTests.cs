using System.Text.Json.Nodes;
using Ramus.Contract.Agent;
using Ramus.Contract.Selection;

namespace Ramus.Attachments.Tests.Plan;

public sealed partial class DeviceTests : IDisposable
{
    private readonly ScratchNode node = new ScratchNode(new RamusPlugin())
        .Render("shop/one", Config("one", "intel.com/sriov"))
        .Render("shop/two", Config("two", "intel.com/sriov"))
        .Render("shop/three", Config("three", "mellanox.com/cx5"));

    public void Dispose() => node.Dispose();

    [Fact]
    public void Devices_are_assigned_in_order_and_each_only_once()
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
            "network 'shop/two', interface 'net2': the pod was allocated 1 of 'intel.com/sriov', and its networks need "
            + "more");
        answer.Details.ShouldContain("must request 'intel.com/sriov'");
        node.Plugins.Calls.ShouldBeEmpty();
    }

    [Fact]
    public void A_network_whose_resource_the_pod_has_not_is_refused()
    {
        using var agent = node.StartAgent();
        agent.Devices["intel.com/sriov"] = ["0000:03:02.0"];
        agent.Devices["mellanox.com/cx5"] = [];

        node.Asking("three").Add().ShouldFail(11)
            .ShouldBe("network 'shop/three', interface 'net1': the pod was allocated no device of 'mellanox.com/cx5'");

        node.Plugins.Calls.ShouldBeEmpty();
    }

    [Fact]
    public void The_default_network_takes_its_device_from_the_same_allocation()
    {
        using var agent = node.StartAgent();
        agent.Devices["intel.com/sriov"] = ["0000:03:02.0", "0000:03:02.1"];
        node.Annotations![Annotations.DefaultNetwork] = "shop/two";

        node.Asking("one").Add().ShouldSucceed();

        DevicesGiven().ShouldBe(["two 0000:03:02.0", "one 0000:03:02.1"]);
        agent.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public void The_cluster_network_gets_a_device_too()
    {
        using var agent = node.StartAgent();
        agent.Devices["intel.com/sriov"] = ["0000:03:02.0", "0000:03:02.1"];
        node.Render("kube-system/two", """
            {"cniVersion":"1.0.0","name":"two","ramus.dev/resourceName":"intel.com/sriov",
             "plugins":[{"type":"two","capabilities":{"deviceID":true}}]}
            """);
        node.Settings["clusterNetwork"] = "two";

        node.Asking("one").Add().ShouldSucceed();

        DevicesGiven().ShouldBe(["two 0000:03:02.0", "one 0000:03:02.1"]);
        node.Plugins.Calls[0].Text("runtimeConfig").ShouldBe("""{"deviceID":"0000:03:02.0"}""");
        agent.Devices["intel.com/sriov"] = [];
        node.Add("pod-2").ShouldFail(11).ShouldStartWith("network 'kube-system/two', interface 'eth0': ");
    }

    [Fact]
    public void The_agent_is_not_asked_when_no_network_names_a_resource()
    {
        using var agent = node.StartAgent();
        node.Render("shop/plain", """{"cniVersion":"1.0.0","name":"plain","plugins":[{"type":"one"}]}""");

        node.Asking("plain").Add().ShouldSucceed();

        agent.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("0000:03:02.1", "0000:03:02.1", "0000:03:02.0")]
    [InlineData("0000:03:02.0", "0000:03:02.0", "0000:03:02.1")]
    public void A_pod_may_choose_among_its_own_devices(string wanted, string first, string second)
    {
        using var agent = node.StartAgent();
        agent.Devices["intel.com/sriov"] = ["0000:03:02.0", "0000:03:02.1"];

        node.Asking($$$"""[{"name":"one","deviceID":"{{{wanted}}}"},{"name":"two"}]""").Add().ShouldSucceed();

        DevicesGiven().ShouldBe([$"one {first}", $"two {second}"]);
    }

    [Fact]
    public void A_device_that_a_later_network_names_is_kept_for_it()
    {
        using var agent = node.StartAgent();
        agent.Devices["intel.com/sriov"] = ["0000:03:02.0", "0000:03:02.1"];

        node.Asking("""[{"name":"one"},{"name":"two","deviceID":"0000:03:02.0"}]""").Add().ShouldSucceed();

        DevicesGiven().ShouldBe(["one 0000:03:02.1", "two 0000:03:02.0"]);
    }

    // Otherwise the pod could use the node's own interface, or another pod's device.
    [Theory]
    [InlineData("intel.com/sriov", false)]
    [InlineData("intel.com/sriov", true)]
    [InlineData(null, false)]
    [InlineData(null, true)]
    public void A_device_that_the_pod_was_not_allocated_is_refused(string? resource, bool allowMissing)
    {
        using var agent = node.StartAgent();
        agent.Devices["intel.com/sriov"] = ["0000:03:02.0"];
        agent.Devices["mellanox.com/cx5"] = ["0000:00:03.0"];
        node.Settings["compatibility"] = new JsonObject { ["allowMissingDevice"] = allowMissing };
        var key = resource is null ? "" : $"\"ramus.dev/resourceName\":\"{resource}\",";
        node.Render("shop/one", $$"""
            {"cniVersion":"1.0.0","name":"one",{{key}}
             "plugins":[{"type":"one","capabilities":{"deviceID":true} }]}
            """);

        node.Asking("""[{"name":"one","deviceID":"0000:00:03.0"}]""").Add().ShouldFail(7)
            .ShouldContain("requests device \"0000:00:03.0\", which is not allocated to the pod");

        node.Plugins.Calls.ShouldBeEmpty();
    }

    [Fact]
    public void No_device_is_given_twice_by_name()
    {
        using var agent = node.StartAgent();
        agent.Devices["intel.com/sriov"] = ["0000:03:02.0", "0000:03:02.1"];

        node.Asking("""[{"name":"one","deviceID":"0000:03:02.0"},{"name":"two","deviceID":"0000:03:02.0"}]""").Add()
            .ShouldFail(7).ShouldContain("the pod has no free device of 'intel.com/sriov' with this id");
    }

    [Fact]
    public void The_event_says_which_device_it_is()
    {
        using var agent = node.StartAgent();
        agent.Devices["intel.com/sriov"] = ["0000:03:02.0"];

        node.Asking("one").Add().ShouldSucceed();

        node.Report.Attachments[1].EventMessage
            .ShouldBe("Add net1 [10.0.0.3/24] from shop/one with device 0000:03:02.0");
    }

    [Fact]
    public void Attaching_without_a_device_as_in_Multus_can_be_enabled()
    {
        using var agent = node.StartAgent();
        agent.Devices["intel.com/sriov"] = [];
        node.Settings["compatibility"] = new JsonObject { ["allowMissingDevice"] = true };

        node.Asking("one").Add().ShouldSucceed();

        node.Plugins.Calls[1].Has("deviceID").ShouldBeFalse();
    }

    [Fact]
    public void Without_the_agent_the_devices_are_unknown()
    {
        node.Asking("one").Add().ShouldFail(11).ShouldContain("the node agent does not answer");

        node.Plugins.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Pci)]
    [InlineData("""{"type":"vdpa","version":"1.1.0","vdpa":{"parent-device":"vdpa1","driver":"vhost","path":"/dev/vhost-vdpa-1","pci-address":"0000:03:02.0"}}""")]
    [InlineData(
        """{"type":"vhost-user","version":"1.1.0","vhost-user":{"mode":"client","path":"/var/run/vhost.sock"}}""")]
    [InlineData("""{"type":"memif","version":"1.1.0","memif":{"role":"master","path":"/var/run/memif.sock","mode":"ethernet"}}""")]
    public void The_device_plugins_information_is_in_the_status_until_DEL(string written)
    {
        using var agent = node.StartAgent();
        agent.Devices["intel.com/sriov"] = ["0000:03:02.0"];
        Describe("dp/intel.com-sriov-0000:03:02.0-device.json", written);

        node.Asking("one").Add().ShouldSucceed();

        DeviceInfo().ShouldBe(JsonNode.Parse(written)!.ToJsonString());
        File.Exists($"{node.DeviceInfo}/cni/pod-1-net1-device.json").ShouldBeTrue();

        node.Delete().ShouldSucceed();

        Directory.EnumerateFiles($"{node.DeviceInfo}/cni").ShouldBeEmpty();
        File.Exists($"{node.DeviceInfo}/dp/intel.com-sriov-0000:03:02.0-device.json").ShouldBeTrue("foreign file");
    }

    [Fact]
    public void A_slash_in_a_device_id_is_a_dash_in_the_files_name()
    {
        using var agent = node.StartAgent();
        agent.Devices["intel.com/sriov"] = ["card/1"];
        Describe("dp/intel.com-sriov-card-1-device.json", Pci);

        node.Asking("one").Add().ShouldSucceed();

        DeviceInfo().ShouldBe(Pci);
    }

    [Fact]
    public void Invalid_JSON_costs_the_pod_only_its_device_info()
    {
        using var agent = node.StartAgent();
        agent.Devices["intel.com/sriov"] = ["0000:03:02.0"];
        Describe("dp/intel.com-sriov-0000:03:02.0-device.json", "BAD BAD DATA");

        node.Asking("one").Add().ShouldSucceed();

        node.Report.NetworkStatus.ShouldNotContain("device-info");
    }

    private const string Pci = """{"type":"pci","version":"1.1.0","pci":{"pci-address":"0000:03:02.0"}}""";

    private void Describe(string file, string content)
    {
        Directory.CreateDirectory($"{node.DeviceInfo}/dp");
        File.WriteAllText($"{node.DeviceInfo}/{file}", content);
    }

    private string DeviceInfo() =>
        JsonNode.Parse(node.Report.NetworkStatus)![1]!["device-info"]!.ToJsonString();

    private static string Config(string type, string resource) =>
        $$"""{"cniVersion":"1.0.0","name":"{{type}}","ramus.dev/resourceName":"{{resource}}","plugins":[{"type":"{{type}}"}]}""";

    private IEnumerable<string> DevicesGiven() => node.Plugins.Calls
        .Where(call => call.Has("deviceID"))
        .Select(call => $"{call.Type} {call.Config.GetProperty("deviceID").GetString()}");
}
