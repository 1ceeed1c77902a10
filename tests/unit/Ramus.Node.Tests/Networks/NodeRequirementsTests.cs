using System.Text;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Node.Networks;

namespace Ramus.Node.Tests.Networks;

public sealed class NodeRequirementsTests
{
    private static readonly Dictionary<string, int> Interfaces = new() { ["secret-nic"] = 1500 };

    [Theory]
    [InlineData(
        """{"type":"macvlan","master":"secret-nic","mtu":9000}""",
        "mtu 9000 is above the MTU 1500 of master secret-nic")]
    [InlineData("""{"type":"macvlan","master":"net1","linkInContainer":true,"mtu":9000}""", null)]
    [InlineData("""{"type":"host-device","device":"fe0"}""", null)]
    [InlineData("""{"type":"macvlan","master":"eth7"}""", "master eth7 does not exist")]
    public void The_agent_needs_the_interfaces_that_the_operator_needs(string plugin, string? cause) =>
        Of(plugin, hidden: "[]").WhyNot(null, Interfaces).ShouldBe(cause);

    [Theory]
    [InlineData("""{"type":"macvlan","master":"secret-nic","mtu":9000}""")]
    [InlineData("""{"type":"macvlan","master":"secret-nic"},{"type":"tuning","mtu":9000}""")]
    [InlineData("""{"type":"macvlan","master":"secret-nic-2"}""")]
    public void No_cause_has_a_value_of_the_nodes_annotations(string plugins)
    {
        foreach (var value in (string[])["secret-nic", "secret-nic-2"])
        {
            var hidden = $$"""[{"annotation":"nic","value":"{{value}}"}]""";

            (Of(plugins, hidden).WhyNot(null, Interfaces) ?? "").ShouldNotContain("secret");
        }
    }

    private static NodeRequirements Of(string plugins, string hidden) => NodeRequirements.Of(
        NetworkConfig.Parse(
            Encoding.UTF8.GetBytes(
                $$"""{"cniVersion":"1.0.0","name":"n","ramus.dev/hidden":{{hidden}},"plugins":[{{plugins}}]}"""),
            "n"),
        new Delegates(new PluginPath([])));
}
