namespace Ramus.Attack.Policy;

/// <summary>
/// Configurations that give the node an address of the author's choice, such as that of the node's own gateway, are
/// given to the validator and to real plugins: under a rule with interfaces, the policy must name the plugin.
/// </summary>
[Trait("Needs", "Root")]
public sealed class NodeAddressTests
{
    private const string Gateway = "192.0.2.1";

    private const string Ipam =
        $$"""
        "ipam":{"type":"static","addresses":[{"address":"192.0.2.9/24","gateway":"{{Gateway}}"}]}
        """;

    private const string Masters = "\"names\": \"any\", \"masters\": [\"eth1\", \"br-*\"]";

    [Theory]
    [InlineData("ptp", "", true)]
    [InlineData("ptp", "\"isGateway\":false,", true)]
    [InlineData("bridge", "\"isGateway\":true,", true)]
    [InlineData("bridge", "\"isDefaultGateway\":true,", true)]
    [InlineData("bridge", "\"isGateway\":false,\"isDefaultGateway\":true,", true)]
    [InlineData("bridge", "\"ISGATEWAY\":true,", true)]
    [InlineData("bridge", "\"i\u017FGateway\":true,", true)]
    [InlineData("bridge", "\"isDefaultGate\\u0077ay\":true,", true)]
    [InlineData("bridge", "\"isGateway\":true,\"isGateway \":false,\"args\":{\"cni\":{\"isGateway\":false}},", true)]
    [InlineData("bridge", "", false)]
    [InlineData("bridge", "\"isGateway\":false,", false)]
    [InlineData("bridge", "\"isGateway\":null,", false)]
    [InlineData("bridge", "\"isGateway \":true,\"gateway\":true,\"args\":{\"cni\":{\"isGateway\":true}},", false)]
    [InlineData("bridge", "\"ipMasq\":false,\"hairpinMode\":true,", false)]
    [InlineData("macvlan", "\"isGateway\":true,", false)]
    public void An_address_of_the_node_needs_a_plugin_that_the_policy_names(string type, string members, bool gives)
    {
        using var node = new AttackedNode();
        var config = $$"""
            {"cniVersion":"1.0.0","type":"{{type}}","bridge":"br-a","master":"eth1",{{members}}{{Ipam}}}
            """;

        node.Add(config).ShouldBeNull();

        node.NewAddresses().ShouldBe(gives ? [Gateway] : []);
        Judge.Forbid(config, Masters)?.Rule.ShouldBe("policy-address");
        (Judge.Forbid(config, Masters) is not null).ShouldBe(gives);
        (Judge.Forbid(config, $"\"plugins\": [\"*\"], {Masters}") is not null).ShouldBe(gives);
        Judge.Forbid(config, $"\"plugins\": [\"{type}\", \"static\"], {Masters}").ShouldBeNull();
        Judge.Forbid(config, "\"masters\": [\"*\"]").ShouldBeNull();
    }

    [Theory]
    [InlineData("\"ipMasq\":true,", true)]
    [InlineData("\"IPMASQ\":true,", true)]
    [InlineData("\"ipMa\u017Fq\":true,", true)]
    [InlineData("\"ipMasq\":false,", false)]
    [InlineData("\"ipMasq \":true,\"args\":{\"cni\":{\"ipMasq\":true}},", false)]
    public void Packet_filter_rules_of_the_node_need_a_plugin_that_the_policy_names(string members, bool changes)
    {
        using var node = new AttackedNode();
        var config = $$"""{"cniVersion":"1.0.0","name":"x","type":"bridge","bridge":"br-a",{{members}}{{Ipam}}}""";

        node.Add(config).ShouldBeNull();

        node.HasFilterRules().ShouldBe(changes);
        (Judge.Forbid(config, Masters)?.Rule == "policy-address").ShouldBe(changes);
        Judge.Forbid(config, $"\"plugins\": [\"bridge\", \"static\"], {Masters}").ShouldBeNull();
    }

    // A plugin that reads the same keys, or that another one calls; they are not installed here.
    [Theory]
    [InlineData("""{"type":"cnv-bridge","bridge":"br-a","isGateway":true}""", true)]
    [InlineData("""{"type":"cnv-bridge","bridge":"br-a"}""", false)]
    [InlineData("""{"type":"flannel","delegate":{"bridge":"br-a"}}""", true)]
    [InlineData("""{"type":"flannel","delegate":{"bridge":"br-a","isGateway":false}}""", false)]
    [InlineData("""{"type":"flannel","delegate":{"bridge":"br-a","isgateway":false}}""", true)]
    [InlineData("""{"type":"flannel","delegate":{"bridge":"br-a","isGateway":false,"isDefaultGateway":true}}""", true)]
    [InlineData("""{"type":"flannel","delegate":{"type":"ptp"}}""", true)]
    [InlineData("""{"type":"flannel","delegate":{"type":"macvlan","master":"eth1"}}""", false)]
    [InlineData("""{"type":"macvlan","master":"eth1"},{"type":"portmap","capabilities":{"portMappings":true}}""", true)]
    [InlineData("""{"type":"macvlan","master":"eth1"},{"type":"firewall"}""", true)]
    [InlineData("""{"type":"macvlan","master":"eth1"},{"type":"tuning"},{"type":"bandwidth"},{"type":"sbr"}""", false)]
    [InlineData("""{"type":"cnv-bridge","bridge":"br-a","ipMasq":true}""", true)]
    [InlineData("""{"type":"flannel","delegate":{"bridge":"br-a","isGateway":false,"ipMasq":true}}""", true)]
    [InlineData("""{"type":"loopback","ipam":{"type":"ptp"}}""", true)]
    [InlineData("""{"type":"loopback","ipam":{"type":"bridge","bridge":"br-a"},"isGateway":true,"bridge":"br-a"}""", true)]
    public void Plugins_that_are_called_by_others_count(string plugin, bool gives) =>
        (Judge.Forbid($$"""{"cniVersion":"1.0.0","plugins":[{{plugin}}]}""", Masters)?.Rule == "policy-address")
            .ShouldBe(gives);
}
