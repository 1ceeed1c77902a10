namespace Ramus.Plugin.Tests.RealNode;

/// <summary>
/// Each kind of failure reports the network, the interface, the cause and the remedy, and leaves nothing behind.
/// </summary>
[Trait("Needs", "Root")]
public sealed class FailureTests : IDisposable
{
    private readonly TestNode node = new();

    public void Dispose() => node.Dispose();

    [Fact]
    public void A_plugin_that_is_not_installed()
    {
        node.Render("shop/odd", TestNode.Network("odd", """{"type":"no-such-plugin"}"""));
        var pod = node.AddPod();

        var answer = node.Add(pod, "odd");

        answer.ShouldFail(7).ShouldBe(
            "network 'shop/odd', interface 'net1': plugin 'no-such-plugin' is not installed on this node: "
            + $"no such file in {node.Scripts}, {node.RealPlugins}");
        answer.Details.ShouldContain("install the CNI plugin 'no-such-plugin'");
        node.ShouldBeClean();
    }

    [Fact]
    public void A_plugin_that_fails_because_its_master_is_missing()
    {
        node.Render(
            "shop/macvlan-conf", TestNode.Network("macvlan-conf", node.Macvlan("10.1.1.0/24", master: "eth77")));
        var pod = node.AddPod();

        var answer = node.Add(pod, "macvlan-conf@blue");

        answer.Status.ShouldBe(1);
        answer.Message
            .ShouldStartWith("network 'shop/macvlan-conf', interface 'blue': plugin 'macvlan' failed (ADD): ");
        answer.Details.ShouldBe(
            "the network's 'master' is 'eth77', which does not exist on this node: correct it, or add the interface to "
            + "the node");
        ShouldBeCleanAfterAFewDeletions(pod);
    }

    [Fact]
    public void A_plugin_that_fails_in_the_middle_leaves_nothing_of_those_before_it()
    {
        node.Render("shop/one", TestNode.Network("one", node.Macvlan("10.1.1.0/24")))
            .Render(
                "shop/two", TestNode.Network(
                    "two", node.Bridge("br-two", "10.2.2.0/24"), """{"type":"tuning","sysctl":{"net.no.such":"1"}}"""))
            .Render("shop/three", TestNode.Network("three", node.Macvlan("10.3.3.0/24")));
        var pod = node.AddPod();

        var answer = node.Add(pod, "one,two,three");

        answer.Status.ShouldBe(1);
        answer.Message.ShouldStartWith("network 'shop/two', interface 'net2': plugin 'tuning' failed (ADD): ");
        node.ShouldBeClean();
    }

    [Fact]
    public void A_namespace_that_is_gone()
    {
        var pod = node.AddPod();
        pod.Stop();

        var answer = node.Add(pod);

        answer.ShouldFail(8).ShouldBe($"the pod's network namespace '{pod.Netns}' is gone");
        answer.Details.ShouldContain("the kubelet creates a new sandbox by itself");
        node.ShouldBeClean();
    }

    [Fact]
    public void The_nodes_own_namespace()
    {
        var pod = node.AddPod();
        using var process = Command.Start(
            node.Binary,
            [],
            ("CNI_COMMAND", "ADD"),
            ("CNI_CONTAINERID", pod.ContainerId),
            ("CNI_NETNS", "/proc/self/ns/net"),
            ("CNI_IFNAME", "eth0"),
            ("CNI_PATH", node.RealPlugins));
        process.StandardInput.Write(
            $$"""{"cniVersion":"1.0.0","name":"ramus","delegates":[{{node.Default}}],"cniDir":"{{node.State}}"}""");
        process.StandardInput.Close();
        var (status, output, errorOutput) = Command.Finish(process);

        new PluginAnswer(status, output, errorOutput).ShouldFail(8)
            .ShouldContain("the node's own network namespace");
    }

    [Fact]
    public void A_network_that_does_not_exist()
    {
        using var agent = node.StartAgent();
        var pod = node.AddPod();

        var answer = node.Add(pod, "missing");

        answer.ShouldFail(7).ShouldBe(
            "network 'shop/missing', interface 'net1': there is no NetworkAttachmentDefinition shop/missing");
        node.ShouldBeClean();
    }

    [Fact]
    public void A_network_that_is_not_rendered_while_the_agent_is_away()
    {
        var pod = node.AddPod();

        var answer = node.Add(pod, "missing");

        answer.ShouldFail(11)
            .ShouldStartWith("network 'shop/missing', interface 'net1': the node agent does not answer");
        answer.Details.ShouldContain("check the ramus-node pod on this node");
        node.ShouldBeClean();
    }

    [Theory]
    [InlineData(
        "{\"cniVersion\":\"1.0.0\",\n \"name\":\"odd\",\n \"plugins\":[{\"type\":\"macvlan\",}]}", "line 3 column")]
    [InlineData("{\"cniVersion\":\"1.0.0\",\"name\":\"odd\",\"plugins\":[{\"master\":\"uplink\"}]}", "type")]
    [InlineData(
        "{\"cniVersion\":\"1.0.0\",\"name\":\"odd\",\"plugins\":[{\"type\":\"macvlan\",\"Type\":\"bridge\"}]}", "Type")]
    public void A_malformed_configuration(string config, string mistake)
    {
        node.Render("shop/odd", config);
        var pod = node.AddPod();

        var answer = node.Add(pod, "odd");

        answer.ShouldFail(7).ShouldStartWith("network 'shop/odd', interface 'net1': ");
        answer.Message.ShouldContain("shop/odd.conflist");
        answer.Message.ShouldContain(mistake);
        node.ShouldBeClean();
    }

    [Fact]
    public void A_configuration_that_the_plugin_itself_refuses()
    {
        node.Render("shop/odd", TestNode.Network("odd", node.Macvlan("10.1.1.0/24", more: "\"mtu\":\"many\"")));
        var pod = node.AddPod();

        var answer = node.Add(pod, "odd");

        answer.Status.ShouldBe(1);
        answer.Message.ShouldStartWith("network 'shop/odd', interface 'net1': plugin 'macvlan' failed (ADD): ");
        answer.Message.ShouldContain("mtu");
        ShouldBeCleanAfterAFewDeletions(pod);
    }

    [Theory]
    [InlineData("10.61.7.1/24", "", null)]
    [InlineData("10.61.7.1/16", "", "10.61.7.1/16")]
    [InlineData("10.9.9.1/24", "", "10.9.9.1/24")]
    [InlineData("10.9.9.1/24", "\"forceAddress\":true,", null)]
    public void A_bridge_that_has_another_address(string address, string more, string? told)
    {
        Command.Run("ip", "-n", node.Netns, "link", "add", "br-two", "type", "bridge");
        Command.Run("ip", "-n", node.Netns, "address", "add", address, "dev", "br-two");
        node.Render("shop/lan", TestNode.Network(
            "lan", node.Bridge("br-two", "10.61.7.0/24", $"{more}\"isGateway\":true")));
        var pod = node.AddPod();

        var answer = node.Add(pod, "lan");

        answer.Status.ShouldBe(told is null ? 0 : 1, answer.Output);
        answer.Details.ShouldBe(told is null ? "" :
            $"the bridge 'br-two' has the address {told} on this node, but the network's gateway is 10.61.7.1/24: "
            + "use another bridge, or write the bridge's subnet and gateway into the network");
        node.Delete(pod).ShouldSucceed();
        node.ShouldBeClean();
    }

    [Theory]
    [InlineData("passthru", "bridge", "mode passthru allows only one macvlan interface on a master")]
    [InlineData("bridge", "passthru", "mode passthru allows only one macvlan interface on a master")]
    [InlineData("passthru", "passthru", "mode passthru allows only one macvlan interface on a master")]
    [InlineData("bridge", "bridge", null)]
    public void A_master_that_allows_no_other_interface(string first, string second, string? told)
    {
        foreach (var (name, mode) in new[] { ("first", first), ("second", second) })
        {
            node.Render($"shop/{name}", TestNode.Network(
                name, node.Macvlan("10.61.7.0/24", more: $"\"mode\":\"{mode}\"")));
        }

        var (other, pod) = (node.AddPod("other"), node.AddPod());
        node.Add(other, "first").ShouldSucceed();

        var answer = node.Add(pod, "second");

        answer.Status.ShouldBe(told is null ? 0 : 1, answer.Output);
        answer.Details.ShouldBe(told is null ? "" :
            $"the network's 'master' is 'uplink', which has a macvlan interface in pod shop/web, as 'net1': {told}; "
            + "use another master, or delete that pod");
        node.Delete(other).ShouldSucceed();
        node.Delete(pod).ShouldSucceed();
    }

    [Fact]
    public void A_master_that_has_interfaces_of_another_kind()
    {
        node.Script("ipvlan", "cat; exit 1");
        node.Render("shop/first", TestNode.Network("first", node.Macvlan("10.61.7.0/24")));
        node.Render("shop/second", TestNode.Network("second", """{"type":"ipvlan","master":"uplink"}"""));
        var pod = node.AddPod();

        var answer = node.Add(pod, "first,second");

        answer.Status.ShouldBe(1);
        answer.Details.ShouldBe(
            "the network's 'master' is 'uplink', which has a macvlan interface in this pod already, as 'net1': the "
            + "kernel allows only one of macvlan and ipvlan on a master; use another master");
        node.Delete(pod);
    }

    // In these cases macvlan may refuse DEL too. After a few tries the plugin gives up, and the pod can be deleted.
    private void ShouldBeCleanAfterAFewDeletions(PodSandbox pod)
    {
        pod.Interfaces.ShouldBeEmpty();
        node.Leases.ShouldBeEmpty();
        PluginAnswer[] answers = [node.Delete(pod), node.Delete(pod)];
        answers[^1].ShouldSucceed();
        node.ShouldBeClean();
    }
}
