using Ramus.Contract.Json;
using Ramus.Contract.Policy;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Tests.Policy;

public sealed class RamusPolicyTests
{
    [Theory]
    [InlineData("", "", true)]
    [InlineData("*", "", true)]
    [InlineData("*", "anything", true)]
    [InlineData("tenant-*", "tenant-a", true)]
    [InlineData("tenant-*", "tenants", false)]
    [InlineData("*-dev", "a-dev", true)]
    [InlineData("a*b*c", "a1b2b3c", true)]
    [InlineData("a*b*c", "a1b2", false)]
    [InlineData("bond0.*", "bond01", false)]
    [InlineData("eth1", "eth10", false)]
    public void A_star_stands_for_any_run(string pattern, string name, bool matches)
    {
        NamePattern.Matches(pattern, name).ShouldBe(matches);
    }

    [Theory]
    [InlineData("red/net", "red", true)]
    [InlineData("default/net", "red", true)]
    [InlineData("blue/net", "red", false)]
    [InlineData("shared/lan", "red", true)]
    [InlineData("shared/lan", "blue", false)]
    [InlineData("shared/other", "red", false)]
    public void A_pod_may_use_its_own_global_and_granted_networks(string network, string podNamespace, bool isAllowed)
    {
        var policy = RamusPolicy.Parse(
            """{"use": {"grants": [{"namespaces": ["re*"], "networks": ["shared/lan"]}]}}""".Utf8(), "policy");
        var parts = network.Split('/');

        var refusal = policy.Use.WhyForbidden(new NetworkKey(parts[0], parts[1]), podNamespace);

        (refusal is null).ShouldBe(isAllowed, refusal);
    }

    [Fact]
    public void Without_the_key_use_every_network_may_be_used()
    {
        var policy = RamusPolicy.Parse("""{"rules": []}""".Utf8(), "policy");

        policy.Use.WhyForbidden(new NetworkKey("blue", "net"), "red").ShouldBeNull();
    }

    [Fact]
    public void Who_may_use_what_is_the_same_after_it_was_written_for_the_plugin()
    {
        var use = RamusPolicy.Parse(
            """
            {"rules": [{"namespaces": ["ops"]},
                       {"namespaces": ["*"], "podRequests": ["ips", "mac"], "hostPorts": ["80", "30000-32767"]}],
             "use": {"globalNamespaces": ["net"], "grants": [{"namespaces": ["re*"], "networks": ["shared/lan"]}]}}
            """.Utf8(),
            "policy").Use;
        var json = new JsonText();
        use.WriteTo(json);

        var read = NetworkUse.Read(json.ToArray().Json(), "use");

        var again = new JsonText();
        read.WriteTo(again);
        again.ToString().ShouldBe(json.ToString());
        read.Grants.ShouldBeEquivalentTo(use.Grants);
        read.Requests.Select(static r => (r.Allowed?.Count, r.HostPorts?.Count)).ShouldBe([(null, null), (2, 2)]);
        read.Requests[1].HostPorts!.Contains(new PortRange(30000, 32767)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{}""", true)]
    [InlineData("""{"onNodes": "refuse"}""", true)]
    [InlineData("""{"onNodes": "allow"}""", false)]
    public void Rules_hold_on_nodes_unless_the_policy_says_otherwise(string json, bool hold) =>
        RamusPolicy.Parse(json.Utf8(), "policy").HoldsOnNodes.ShouldBe(hold);

    [Theory]
    [InlineData("""[]""", "expected a JSON object")]
    [InlineData("""{"rule": []}""", "'rule'; known are rules, use")]
    [InlineData("""{"rules": [{"plugins": []}]}""", "needs 'namespaces'")]
    [InlineData("""{"rules": [{"namespaces": ["*"], "plugin": []}]}""", "'plugin'; known are")]
    [InlineData("""{"rules": [{"namespaces": ["*"], "plugins": "bridge"}]}""", "expected a list")]
    [InlineData("""{"use": {"grants": [{"namespaces": ["*"]}]}}""", "needs 'networks'")]
    [InlineData("""{"use": {"isolated": "no"}}""", "expected a boolean")]
    [InlineData("""{"onNodes": "deny"}""", "is \"deny\"; write \"refuse\" or \"allow\"")]
    public void What_is_no_policy_is_refused_with_the_place(string json, string reason)
    {
        Should.Throw<ContractException>(() => RamusPolicy.Parse(json.Utf8(), "policy")).Message.ShouldContain(reason);
    }
}
