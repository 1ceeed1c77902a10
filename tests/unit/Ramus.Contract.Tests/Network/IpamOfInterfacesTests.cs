using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Network;

namespace Ramus.Contract.Tests.Network;

/// <summary>A plugin that makes interfaces, called for addresses, would call itself without end.</summary>
public sealed class IpamOfInterfacesTests
{
    private static readonly NodeRenderer Renderer = new(static _ => null);

    public static TheoryData<string> Types => [.. InterfacePlugins.Types];

    [Theory]
    [MemberData(nameof(Types))]
    public void It_is_refused_wherever_it_stands(string type)
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
                .ShouldContain($"the plugin '{type}' hands out");
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
