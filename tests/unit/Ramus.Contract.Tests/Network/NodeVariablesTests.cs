using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Tests.Network;

public sealed class NodeVariablesTests
{
    private static readonly NodeFacts Node = new()
    {
        Name = "node-1",
        Labels = new Dictionary<string, string> { ["example.com/nic"] = "eth7", ["evil"] = "a\",\"b\":\"${node.name}" },
        Annotations = new Dictionary<string, string> { ["vlan"] = "12" },
        PodCidr = "10.1.0.0/24",
    };

    [Fact]
    public void Each_variable_has_the_nodes_value_and_the_rest_keeps_its_text()
    {
        var network = Render("""
            {"type":"macvlan","mtu":1.50e3,"master":"${node.labels['example.com/nic']}",
             "a":["${node.name}.${node.annotations['vlan']}"],
             "ipam":{"subnet":"${node.podCIDR}"},"x":"$5 {\u0041}"}
            """);

        var text = network.Plugins[0].Element.GetRawText();
        text.ShouldContain("""
            "mtu":1.50e3,"master":"eth7","a":["node-1.12"],"ipam":{"subnet":"10.1.0.0/24"},"x":"$5 {\u0041}"
            """.Trim());
    }

    [Fact]
    public void A_value_stays_one_text_whatever_it_holds() =>
        Render("""{"type":"macvlan","master":"${node.labels['evil']}"}""")
            .Plugins[0].Element.GetProperty("master").GetString().ShouldBe("a\",\"b\":\"${node.name}");

    [Theory]
    [InlineData("${node.labels['none']}", "the node has no label 'none'")]
    [InlineData("${node.annotations['none']}", "the node has no annotation 'none'")]
    [InlineData("${node.internalIP}", "the node has no internal address")]
    [InlineData("${node.uid}", "is not a node variable; known variables: ${node.name}")]
    [InlineData("${name", "without a closing")]
    public void A_missing_value_of_the_node_is_reported(string text, string message) =>
        Should.Throw<ContractException>(() => Render($$"""{"type":"macvlan","master":"{{text}}"}"""))
            .Message.ShouldContain(message);

    [Fact]
    public void Without_the_annotation_nothing_is_replaced() =>
        Render("""{"type":"macvlan","master":"${node.name}"}""", how: null)
            .Plugins[0].Element.GetProperty("master").GetString().ShouldBe("${node.name}");

    [Fact]
    public void The_generation_is_in_the_rendered_network_and_comes_back()
    {
        var network = Render("""{"type":"macvlan","ramus.dev/generation":99}""");

        network.Generation.ShouldBe(3);
        NetworkConfig.Parse(network.ToListJson(), "again").Generation.ShouldBe(3);
    }

    private static NetworkConfig Render(string config, string? how = "node") => NetworkRenderer.Render(
        new NetworkAttachmentDefinition
        {
            Namespace = "red",
            Name = "blue",
            Config = config,
            Generation = 3,
            Annotations = how is null
                ? new Dictionary<string, string>()
                : new Dictionary<string, string> { [Annotations.Render] = how },
        },
        _ => null,
        Node);
}
