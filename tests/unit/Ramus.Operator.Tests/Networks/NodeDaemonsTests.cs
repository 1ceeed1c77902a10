using Ramus.Contract.NodeNetwork;
using Ramus.Operator.Networks;
using Ramus.Validation;

namespace Ramus.Operator.Tests.Networks;

/// <summary>Findings that only the reports of the nodes show: dhcp's daemon, and the MTU of a master.</summary>
public sealed class NodeDaemonsTests
{
    private const string Problem = "its daemon does not run: no process listens on /run/cni/dhcp.sock";

    [Fact]
    public void A_network_with_dhcp_names_the_nodes_without_the_daemon() =>
        NodeDaemons.Judge(
                WatchedNetworks.Of(), new() { NeedsDhcpDaemon = true },
                [Node("b", Problem), Node("a", Problem), Node("c")])!
            .ToString().ShouldBe(
                $"spec.config.ipam: dhcp does not work on a, b: {Problem}; run 'dhcp daemon' on every such node, for "
                + "example in a DaemonSet with hostNetwork (dhcp-daemon-nodes)");

    [Theory]
    [InlineData(false, Problem, null)]
    [InlineData(true, null, null)]
    [InlineData(true, Problem, "dhcp-daemon-nodes")]
    public void Other_networks_nodes_with_the_daemon_and_silenced_warnings_are_not_told(
        bool needsDaemon, string? problem, string? silenced)
    {
        var network = WatchedNetworks.Of(silenced is null ? null : new() { ["ramus.dev/ignore-warnings"] = silenced });

        NodeDaemons.Judge(network, new() { NeedsDhcpDaemon = needsDaemon }, [Node("a", problem)]).ShouldBeNull();
    }

    [Theory]
    [InlineData(9000, 9000, null)]
    [InlineData(9000, 1500, "mtu 9000 is above the MTU 1500 of master eth1 on a")]
    [InlineData(9000, 0, null)]
    public void A_node_whose_master_has_a_lower_mtu_cannot_run_the_network(int mtu, int masters, string? cause)
    {
        var facts = new NetworkFacts { CniVersion = "1.0.0", LowerInterfaces = ["eth1"], LowerMtus = [("eth1", mtu)] };

        var counts = NodeTally.Count(WatchedNetworks.Of(), facts, "50", [Node("a", mtu: masters)]);

        counts.Failures.ShouldBe(cause is null ? [] : [cause]);
    }

    private static NodeView Node(string name, string? problem = null, int mtu = 1500) => new(
        new CachedNodeReport
        {
            Node = name,
            IsReady = true,
            Revision = 50,
            Plugins = new Dictionary<string, InstalledPlugin> { ["dhcp"] = new("dhcp", ["1.0.0"], problem) },
            Interfaces = new Dictionary<string, int> { ["eth1"] = mtu },
            Failures = new Dictionary<string, string>(),
        },
        new Dictionary<string, string>());
}
