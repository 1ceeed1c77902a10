using Ramus.Contract.NodeNetwork;

namespace Ramus.Contract.Tests.NodeNetwork;

/// <summary>Every cause for which a node cannot run a network, for all readers of the rule.</summary>
public sealed class NetworkNeedsTests
{
    private static readonly NetworkNeeds Needs = new(["macvlan", "tuning"], ["whereabouts"], ["eth1", "eth2"], "1.0.0");

    [Theory]
    [InlineData("macvlan tuning whereabouts", "eth0 eth1 eth2", "1.0.0", null)]
    [InlineData("macvlan tuning whereabouts other", "eth1 eth2", "0.4.0 1.0.0 1.1.0", null)]
    [InlineData("tuning whereabouts", "eth1 eth2", "1.0.0", "plugin macvlan is not installed")]
    [InlineData("macvlan whereabouts", "eth1 eth2", "1.0.0", "plugin tuning is not installed")]
    [InlineData("macvlan tuning", "eth1 eth2", "1.0.0", "plugin whereabouts is not installed")]
    [InlineData("", "", "1.0.0", "plugin macvlan is not installed")]
    [InlineData("macvlan tuning whereabouts", "eth2", "1.0.0", "master eth1 does not exist")]
    [InlineData("macvlan tuning whereabouts", "eth1", "1.0.0", "master eth2 does not exist")]
    [InlineData("macvlan tuning whereabouts", "", "0.4.0", "master eth1 does not exist")]
    [InlineData("macvlan tuning whereabouts", "eth1 eth2", "0.4.0", "plugin macvlan does not support cniVersion 1.0.0")]
    [InlineData("macvlan tuning whereabouts", "eth1 eth2", "", null)]
    public void The_first_missing_thing_is_the_cause(
        string plugins, string interfaces, string versions, string? cause) =>
        Needs.WhyNot(Plugins(plugins, versions), Links(interfaces)).ShouldBe(cause);

    [Theory]
    [InlineData(null, "eth1 eth2", null)]
    [InlineData(null, "eth1", "master eth2 does not exist")]
    [InlineData("macvlan tuning whereabouts", null, null)]
    [InlineData("macvlan", null, "plugin tuning is not installed")]
    [InlineData(null, null, null)]
    public void What_is_unknown_of_a_node_is_no_cause(string? plugins, string? interfaces, string? cause) =>
        Needs.WhyNot(plugins is null ? null : Plugins(plugins, "1.0.0"), interfaces is null ? null : Links(interfaces))
            .ShouldBe(cause);

    [Fact]
    public void Only_the_chain_must_support_the_version_and_an_unknown_version_needs_no_support()
    {
        var installed = Plugins("macvlan tuning", "1.0.0");
        installed["whereabouts"] = new InstalledPlugin("whereabouts", ["0.3.1"]);
        var interfaces = Links("eth1 eth2");

        Needs.WhyNot(installed, interfaces).ShouldBeNull();
        (Needs with { CniVersion = "1.1.0" }).WhyNot(installed, interfaces)
            .ShouldBe("plugin macvlan does not support cniVersion 1.1.0");
        (Needs with { CniVersion = null }).WhyNot(installed, interfaces).ShouldBeNull();
    }

    [Fact]
    public void A_key_that_the_built_in_plugin_does_not_know_is_named()
    {
        var needs = Needs with { NotBuiltIn = new Dictionary<string, string> { ["macvlan"] = "the key 'x'" } };

        needs.WhyNot(Plugins("tuning whereabouts", "1.0.0"), null)
            .ShouldBe("plugin macvlan is not installed, and the built-in plugin does not know the key 'x'");
        needs.WhyNot(Plugins("macvlan whereabouts", "1.0.0"), null).ShouldBe("plugin tuning is not installed");
        needs.Causes.ShouldContain(
            "plugin macvlan is not installed, and the built-in plugin does not know the key 'x'");
    }

    private static Dictionary<string, int> Links(string names) => Words(names).ToDictionary(name => name, _ => 1500);

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static Dictionary<string, InstalledPlugin> Plugins(string names, string versions) =>
        Words(names).ToDictionary(name => name, name => new InstalledPlugin(name, Words(versions)));
}
