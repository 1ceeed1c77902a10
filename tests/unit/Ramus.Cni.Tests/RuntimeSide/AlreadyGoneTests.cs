using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;

namespace Ramus.Cni.Tests.RuntimeSide;

public sealed class AlreadyGoneTests
{
    private const string Netns = "/run/netns/pod-1";

    [Theory]
    [InlineData("failed to open netns \"x\": failed to Statfs \"/run/netns/pod-1\": no such file or directory")]
    [InlineData("unknown FS magic on \"/run/netns/pod-1\": ef53")]
    [InlineData("Failed to retrieve netNs from path (/run/netns/pod-1), error: no such file or directory")]
    [InlineData("no such file or directory")]
    [InlineData("Link not found")]
    [InlineData("failed to find \"net1\": Link not found")]
    public void Without_a_namespace_there_is_nothing_to_undo_in_it(string message)
    {
        AlreadyGone.Explains(message, Netns, isNamespaceGone: true, isLinkGone: true).ShouldBeTrue();
        AlreadyGone.Explains(message, Netns, isNamespaceGone: false, isLinkGone: false).ShouldBeFalse();
    }

    [Theory]
    [InlineData("Link not found")]
    [InlineData("failed to find \"net1\": Link not found")]
    [InlineData("Failed to confirm that link (net1) exists, error: Failed to lookup link, error: Link not found")]
    [InlineData("failed to lookup master \"eth7\": no such network interface")]
    [InlineData("Cannot find device \"net1\"")]
    public void A_link_that_is_gone_needs_no_removal(string message)
    {
        AlreadyGone.Explains(message, Netns, isNamespaceGone: false, isLinkGone: true).ShouldBeTrue();
        AlreadyGone.Explains(message, Netns, isNamespaceGone: false, isLinkGone: false).ShouldBeFalse();
    }

    [Theory]
    [InlineData("unable to connect to daemon: dial unix /run/agent.sock: connect: no such file or directory")]
    [InlineData("open /etc/cni/net.d/agent.kubeconfig: no such file or directory")]
    [InlineData("did not finish in time and was killed")]
    [InlineData("no IP addresses available in range set")]
    [InlineData("")]
    public void Another_failure_stays_a_failure(string message) =>
        AlreadyGone.Explains(message, Netns, isNamespaceGone: true, isLinkGone: true).ShouldBeFalse();

    [Theory]
    [InlineData("""{"type":"bridge"}""", "net1@pod")]
    [InlineData("""{"type":"vlan","master":"eth7"}""", "net1@pod eth7@node")]
    [InlineData("""{"type":"vlan","master":"net0","linkInContainer":true}""", "net1@pod net0@pod")]
    [InlineData("""{"type":"bond","links":[{"name":"net2"},{"name":"net3"}]}""", "net1@pod net2@pod net3@pod")]
    [InlineData("""{"type":"odd","master":"","links":"none"}""", "net1@pod")]
    public void The_links_that_a_plugin_needs_are_in_its_configuration(string plugin, string expected) =>
        AlreadyGone.Links(Plugin(plugin), "net1")
            .Select(link => $"{link.Name}@{(link.IsInPod ? "pod" : "node")}")
            .ShouldBe(expected.Split(' '));

    [Theory]
    [InlineData("""{"type":"macvlan","ipam":{"type":"host-local"}}""", "host-local")]
    [InlineData("""{"type":"macvlan","ipam":{}}""", null)]
    [InlineData("""{"type":"tuning"}""", null)]
    public void Its_addresses_are_with_its_IPAM_plugin(string plugin, string? ipam) =>
        Plugin(plugin).IpamType.ShouldBe(ipam);

    [Fact]
    public void Only_host_device_forgets_its_addresses_and_only_without_a_namespace()
    {
        AlreadyGone.ForgetsAddresses(Plugin("""{"type":"host-device"}"""), "").ShouldBeTrue();
        AlreadyGone.ForgetsAddresses(Plugin("""{"type":"host-device"}"""), Netns).ShouldBeFalse();
        AlreadyGone.ForgetsAddresses(Plugin("""{"type":"bridge"}"""), "").ShouldBeFalse();
    }

    private static PluginConfig Plugin(string plugin)
    {
        var list = $$"""{"cniVersion":"1.0.0","name":"n","plugins":[{{plugin}}]}""";
        return NetworkConfig.Parse(System.Text.Encoding.UTF8.GetBytes(list), "test").Plugins[0];
    }
}
