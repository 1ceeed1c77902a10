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

        var refusal = policy.Use.WhyForbidden(new NetworkKey(parts[0], parts[1]), new(podNamespace, null));

        (refusal is null).ShouldBe(isAllowed, refusal);
    }

    [Theory]
    [InlineData("shared/lan", "red", "builder", true)]
    [InlineData("shared/lan", "red", "build-1", true)]
    [InlineData("shared/lan", "red", "default", false)]
    [InlineData("shared/lan", "red", "", false)]
    [InlineData("shared/lan", "red", null, false)]
    [InlineData("shared/lan", "blue", "builder", false)]
    [InlineData("shared/any", "red", null, true)]
    [InlineData("red/net", "red", null, true)]
    [InlineData("default/net", "red", null, true)]
    public void A_grant_can_be_for_the_pods_of_some_service_accounts(
        string network, string podNamespace, string? account, bool isAllowed)
    {
        var use = RamusPolicy.Parse(
            """
            {"use": {"grants": [
              {"namespaces": ["red"], "networks": ["shared/lan"], "serviceAccounts": ["build*"]},
              {"namespaces": ["red"], "networks": ["shared/any"]}]}}
            """.Utf8(), "policy").Use;
        var parts = network.Split('/');
        var key = new NetworkKey(parts[0], parts[1]);

        var refusal = use.WhyForbidden(key, new(podNamespace, account));

        (refusal is null).ShouldBe(isAllowed, refusal);
        use.CanBeAttached(key, new(podNamespace, account)).ShouldBe(isAllowed);
        use.DependsOnServiceAccount(key, podNamespace).ShouldBe(network == "shared/lan" && podNamespace == "red");
    }

    [Theory]
    [InlineData("default", "pods of namespace 'red' with service account 'default' may not use network 'shared/lan'")]
    [InlineData(null, "pods of namespace 'red' whose service account is unknown may not use network 'shared/lan'")]
    public void A_service_account_that_decided_is_named(string? account, string message)
    {
        var use = RamusPolicy.Parse(
            """
            {"use": {"grants": [{"namespaces": ["*"], "networks": ["shared/*"], "serviceAccounts": ["builder"]}]}}
            """.Utf8(), "policy").Use;

        use.WhyForbidden(new NetworkKey("shared", "lan"), new("red", account))!.ShouldStartWith(message);
    }

    [Theory]
    [InlineData("ips", "ips")]
    [InlineData("ips", "IP")]
    [InlineData("ips", "ip\u017F")]
    [InlineData("mac", "mac")]
    [InlineData("mac", "Mac")]
    [InlineData("infiniband-guid", "guid")]
    [InlineData("infiniband-guid", "infinibandGUID")]
    [InlineData("infiniband-guid", "infiniband-guid")]
    [InlineData("deviceID", "deviceID")]
    [InlineData("portMappings", "portMappings")]
    [InlineData("bandwidth", "bandwidth")]
    [InlineData(null, "mtu")]
    public void A_key_of_cni_args_counts_as_the_request_that_it_replaces(string? setting, string key)
    {
        var selection = NetworkSelection.Parse($$"""[{"name":"net","cni-args":{"{{key}}":null} }]""", "red").Single();

        Refusal("\"cni-args\"", selection).ShouldBe(setting is null ? null : (
            $"network 'red/net': pods of this namespace may not request '{setting}' with the key "
            + $"'{Quote.Short(key)}' of 'cni-args'; the policy allows cni-args; remove it from the pod's annotation"));
        Refusal($"\"cni-args\", \"{setting ?? "ips"}\"", selection).ShouldBeNull();
        Refusal($"\"{setting ?? "ips"}\"", selection).ShouldNotBeNull();

        static string? Refusal(string words, NetworkSelection selection) =>
            RamusPolicy.Parse($$"""{"rules": [{"namespaces": ["*"], "podRequests": [{{words}}]}]}""".Utf8(), "policy")
                .Use.WhyForbidden(selection, new("red", null), isDefault: false);
    }

    [Fact]
    public void Without_the_key_use_every_network_may_be_used()
    {
        var policy = RamusPolicy.Parse("""{"rules": []}""".Utf8(), "policy");

        policy.Use.WhyForbidden(new NetworkKey("blue", "net"), new("red", null)).ShouldBeNull();
    }

    [Fact]
    public void The_plugins_copy_of_the_policy_allows_the_same_networks()
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
    [InlineData("""{"rule": []}""", "'rule'; known keys: rules, use")]
    [InlineData("""{"rules": [{"plugins": []}]}""", "has no 'namespaces'")]
    [InlineData("""{"rules": [{"namespaces": ["*"], "plugin": []}]}""", "'plugin'; known keys:")]
    [InlineData("""{"rules": [{"namespaces": ["*"], "plugins": "bridge"}]}""", "expected a list")]
    [InlineData("""{"use": {"grants": [{"namespaces": ["*"]}]}}""", "has no 'networks'")]
    [InlineData(
        """{"use": {"grants": [{"namespaces": ["*"], "networks": ["*"], "serviceAccounts": []}]}}""",
        "has no 'serviceAccounts'")]
    [InlineData(
        """{"use": {"grants": [{"namespaces": ["*"], "networks": ["*"], "serviceAccounts": null}]}}""",
        "'serviceAccounts' of grants[0] of 'use' of policy is null")]
    [InlineData("""{"use": {"isolated": "no"}}""", "expected a boolean")]
    [InlineData(
        """{"rules": [{"namespaces": ["*"], "forbiddenKeys": ["master", "Name"]}]}""",
        "'forbiddenKeys' of rules[0] of policy has \"Name\", which every network has on a node")]
    [InlineData("""{"rules": [{"namespaces": ["*"], "forbiddenKeys": ["cniverſion"]}]}""", "every network has")]
    [InlineData("""{"rules": [{"namespaces": ["*"], "forbiddenKeys": ["plugins"]}]}""", "every network has")]
    [InlineData("""{"rules": [{"namespaces": ["*"], "forbiddenKeys": ["TYPE"]}]}""", "every network has")]
    [InlineData("""{"onNodes": "deny"}""", "is \"deny\"; write \"refuse\" or \"allow\"")]
    public void An_invalid_policy_is_refused_with_the_position_of_the_mistake(string json, string reason)
    {
        Should.Throw<ContractException>(() => RamusPolicy.Parse(json.Utf8(), "policy")).Message.ShouldContain(reason);
    }
}
