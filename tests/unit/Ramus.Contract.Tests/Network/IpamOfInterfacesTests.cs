using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Network;

namespace Ramus.Contract.Tests.Network;

/// <summary>A plugin that creates interfaces must not be an IPAM plugin: it would call itself endlessly.</summary>
public sealed class IpamOfInterfacesTests
{
    private static readonly NodeRenderer Renderer = new(static _ => null);

    public static TheoryData<string> Types => [.. InterfacePlugins.Types];

    [Theory]
    [MemberData(nameof(Types))]
    public void An_interface_plugin_in_ipam_is_refused_at_any_depth(string type)
    {
        foreach (var config in (string[])
        [
            $"{{'cniVersion':'1.0.0','type':'ptp','ipam':{{'type':'{type}'}}}}",
            $"{{'cniVersion':'1.0.0','type':'ptp','IPAM':{{'Type':'{type}'}}}}",
            $"{{'cniVersion':'1.0.0','plugins':[{{'type':'bridge'}},{{'type':'x','ipam':{{'type':'{type}'}}}}]}}",
            $"{{'cniVersion':'1.0.0','type':'flannel','delegate':{{'ipam':{{'type':'{type}'}}}}}}",
        ])
        {
            Should.Throw<ContractException>(() => Render(config)).Message
                .ShouldContain($"'{type}' is not an IPAM plugin");
        }
    }

    [Theory]
    [InlineData("host-local")]
    [InlineData("of-my-own")]
    public void An_address_manager_is_rendered(string type) =>
        Render($"{{'cniVersion':'1.0.0','type':'ptp','ipam':{{'type':'{type}'}}}}").Plugins.ShouldHaveSingleItem();

    private static NetworkConfig Render(string config) => Renderer.Render(new NetworkAttachmentDefinition
    {
        Namespace = "shop",
        Name = "net",
        Config = config.Replace('\'', '"'),
    });
}
