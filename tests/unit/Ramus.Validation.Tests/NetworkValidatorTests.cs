using Ramus.Contract.Policy;
using Ramus.Contract.Selection;
using Ramus.Validation.Judging;

namespace Ramus.Validation.Tests;

public sealed class NetworkValidatorTests
{
    private static readonly NetworkValidator Validator = new();

    [Fact]
    public void The_facts_are_those_of_the_configuration()
    {
        var network = Network(
            """
            { "cniVersion": "0.3.1", "name": "lan", "plugins": [
                { "type": "macvlan", "master": "eth1", "ipam": { "type": "host-local", "subnet": "10.9.0.0/24" } },
                { "type": "tuning", "mtu": 1400 } ] }
            """,
            (Annotations.ResourceName, "intel.com/nic"));

        var facts = Validator.Judge(network, ValidationContext.Nothing).Facts;

        facts.ConfigName.ShouldBe("lan");
        facts.CniVersion.ShouldBe("0.3.1");
        facts.PluginTypes.ShouldBe(["macvlan", "tuning"]);
        facts.IpamTypes.ShouldBe(["host-local"]);
        facts.Masters.ShouldBe(["eth1"]);
        facts.LowerInterfaces.ShouldBe(["eth1"]);
        facts.LowerMtus.ShouldBe([("eth1", 1400)]);
        facts.ResourceName.ShouldBe("intel.com/nic");
        facts.Pools.ShouldBe(
            [new AddressPool(new NetworkKey("default", "net"), "/var/lib/cni/networks/lan", "10.9.0.0/24")]);
    }

    [Fact]
    public void A_finding_says_where_it_is()
    {
        var network = Network("{\n  \"cniVersion\": \"1.0.0\",\n  \"type\": \"bridge\",\n  \"ä\": 1, \"VLAN\": "
            + "5000\n}");

        var finding = Validator.Judge(network, ValidationContext.Nothing).Errors.ShouldHaveSingleItem();

        (finding.Path, finding.Line, finding.Column).ShouldBe(("spec.config.vlan", 4L, 11L));
        finding.ToString().ShouldBe(
            "spec.config.vlan (line 4 column 11): 5000 is out of range; write a number from 0 to 4094, 0 for none "
            + "(bridge-vlan-range)");
    }

    [Fact]
    public void Errors_come_before_warnings_and_all_are_found()
    {
        var network = Network("""{"type":"bridge","colour":1,"vlan":5000,"mtu":10,"name":"other"}""");

        var rules = Validator.Validate(network, ValidationContext.Nothing).Select(static finding => finding.Rule);

        rules.ShouldBe(
            ["layer2-version", "bridge-vlan-range", "mtu-range", "name-differs", "cni-version-missing", "key-unknown"],
            ignoreOrder: true);
        rules.Take(3).ShouldNotContain("name-differs");
    }

    [Fact]
    public void A_warning_can_be_silenced_and_an_error_can_not()
    {
        var network = Network(
            """{"cniVersion":"1.0.0","type":"bridge","vlan":5000,"colour":1}""",
            ("ramus.dev/ignore-warnings", "key-unknown,bridge-vlan-range"));

        var rules = Validator.Validate(network, ValidationContext.Nothing).Select(static finding => finding.Rule);

        rules.ShouldBe(["bridge-vlan-range", "ignore-unknown"]);
    }

    // Found by fuzzing.
    [Theory]
    [InlineData("ramus.dev/uid", true)]
    [InlineData("RAMUS.DEV/UID", true)]
    [InlineData("ramuſ.dev/uid", true)]
    [InlineData("ramus.dev/other", false)]
    [InlineData("RAMUS.dev/other", false)]
    [InlineData("ramus.dev/", false)]
    public void The_policy_leaves_out_only_the_keys_of_rendered_networks_in_any_spelling(string key, bool isLeftOut)
    {
        var policy = RamusPolicy.Parse("""{"rules":[{"namespaces":["*"],"allowPaths":false}]}"""u8.ToArray(), "policy");
        var list = Network($$"""{"cniVersion":"1.0.0","name":"net","{{key}}":"/a","plugins":[{"type":"bridge"}]}""");
        var plugin = Network($$"""{"cniVersion":"1.0.0","name":"net","{{key}}":"/a","type":"bridge"}""");

        (Validator.Forbid(list, policy) is null).ShouldBe(isLeftOut);
        Validator.Forbid(plugin, policy).ShouldNotBeNull();
    }

    [Fact]
    public void A_pool_is_forgotten_with_its_network()
    {
        var pools = new AddressPools();
        var (lan, other) = (new NetworkKey("a", "lan"), new NetworkKey("b", "lan"));
        var pool = new AddressPool(lan, "/var/lib/cni/networks/lan", "10.9.0.0/24");
        pools.Set(lan, [pool]);
        pools.Set(other, [pool with { Network = other }]);
        pools.SharedWith(pool).ShouldHaveSingleItem().Network.ShouldBe(other);

        pools.Remove(other);

        pools.SharedWith(pool).ShouldBeEmpty();
    }

    private static NetworkObject Network(string config, params (string Key, string Value)[] annotations) =>
        new("default", "net", config, annotations.ToDictionary(static a => a.Key, static a => a.Value));
}
