using Ramus.Contract.Cni;

namespace Ramus.Contract.Tests.Cni;

public sealed class PluginChainTests
{
    [Theory]
    [InlineData("plugins")]
    [InlineData("Plugins")]
    [InlineData("PLUGINS")]
    public void Plugins_are_appended_whatever_the_case_of_the_key(string key)
    {
        var list = $$"""{"name":"n","mtu":1.0,"{{key}}":[{"type":"a"}],"x":[]}""".Json();

        PluginChain.Append(list, ["""{"type":"b"}""".Json()], "list").GetRawText()
            .ShouldBe("""{"name":"n","mtu":1.0,"x":[],"plugins":[{"type":"a"},{"type":"b"}]}""");
    }

    [Fact]
    public void A_list_without_further_plugins_keeps_its_text() =>
        PluginChain.Append("""{ "Plugins" : [] }""".Json(), [], "list").GetRawText().ShouldBe("""{ "Plugins" : [] }""");

    [Theory]
    [InlineData("0.0.0.0/0", true)]
    [InlineData("10.0.0.0/0", true)]
    [InlineData("::/0", true)]
    [InlineData("fd00::1/0", true)]
    [InlineData("0.0.0.0/1", false)]
    [InlineData("10.0.0.0/8", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("default", false)]
    [InlineData("/0", false)]
    public void A_default_route_is_what_Go_masks_to_all_addresses(string destination, bool isDefault) =>
        new ResultRoute(destination).IsDefault.ShouldBe(isDefault);

    [Theory]
    [InlineData("""{"type":"macvlan","master":"eth1","ipam":{"type":"static"}}""", "eth1", "static")]
    [InlineData("""{"type":"macvlan","Master":"eth1","IPAM":{"Type":"static"}}""", "eth1", "static")]
    [InlineData("""{"type":"macvlan","master":"","ipam":{}}""", null, null)]
    [InlineData("""{"type":"macvlan","master":1,"ipam":"static"}""", null, null)]
    [InlineData("""{"type":"macvlan","ipam":{"type":["static"]}}""", null, null)]
    public void A_plugin_says_its_master_and_its_address_manager(string plugin, string? master, string? ipam)
    {
        var list = $$"""{"cniVersion":"1.0.0","name":"n","plugins":[{{plugin}}]}""";
        var read = NetworkConfig.Parse(list.Utf8(), "n").Plugins[0];

        (read.Master, read.IpamType).ShouldBe((master, ipam));
    }
}
