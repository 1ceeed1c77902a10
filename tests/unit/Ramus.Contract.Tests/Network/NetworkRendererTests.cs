using Ramus.Contract.Cni;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Tests.Network;

public sealed class NetworkRendererTests
{
    [Fact]
    public void A_list_is_rendered_with_our_keys_at_its_top()
    {
        const string plugins = """[{"type":"sriov","vlan":100},{"type":"tuning"}]""";
        var nad = Nad($$"""
            {"cniVersion":"0.3.1","name":"own","ramus.dev/uid":"forged","disableCheck":"true","plugins":{{plugins}}}
            """) with
        {
            Uid = "u1",
            Annotations = new Dictionary<string, string> { [Annotations.ResourceName] = "intel.com/sriov" },
        };

        var network = NetworkRenderer.Render(nad, _ => null);

        network.Element.GetRawText().ShouldBe(
            """{"cniVersion":"0.3.1","name":"own","ramus.dev/resourceName":"intel.com/sriov","ramus.dev/uid":"u1","""
            + $"\"disableCheck\":true,\"plugins\":{plugins}}}");
        network.ToListJson().Text().ShouldBe(network.Element.GetRawText());
        network.ResourceName.ShouldBe("intel.com/sriov");
        network.Uid.ShouldBe("u1");
    }

    [Theory]
    [InlineData("""{"type":"macvlan"}""", "blue")]
    [InlineData("""{"name":"","type":"macvlan"}""", "blue")]
    [InlineData("""{"name":"own","type":"macvlan"}""", "own")]
    [InlineData("""{"plugins":[{"type":"macvlan"}]}""", "blue")]
    public void The_name_is_the_configurations_or_else_the_networks(string config, string name)
    {
        NetworkRenderer.Render(Nad(config), _ => null).Name.ShouldBe(name);
    }

    [Theory]
    [InlineData("""{"plugins":[{"type":"macvlan"}]}""", """{"name":"blue","plugins":[{"type":"macvlan"}]}""")]
    [InlineData("""{"cniVersion":"","plugins":[{"type":"a"}]}""", """{"name":"blue","plugins":[{"type":"a"}]}""")]
    [InlineData("""{"type":"a"}""", """{"cniVersion":"0.1.0","name":"blue","plugins":[{"type":"a"}]}""")]
    public void Only_a_list_without_a_version_is_rendered_without_one(string config, string rendered)
    {
        NetworkRenderer.Render(Nad(config), _ => null).Element.GetRawText().ShouldBe(rendered);
    }

    [Fact]
    public void A_forged_resource_is_dropped()
    {
        NetworkRenderer.Render(Nad("""{"ramus.dev/resourceName":"x/y","plugins":[{"type":"a"}]}"""), _ => null)
            .ResourceName.ShouldBeNull();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n")]
    public void A_network_without_configuration_is_looked_up_on_the_node(string? config)
    {
        var asked = new List<string>();

        var network = NetworkRenderer.Render(Nad(config), name =>
        {
            asked.Add(name);
            return """{"cniVersion":"0.4.0","name":"blue","plugins":[{"type":"bridge"}]}""".Utf8();
        });

        asked.ShouldBe(["blue"]);
        network.Plugins[0].Type.ShouldBe("bridge");
        Bytes.Refusal(() => NetworkRenderer.Render(Nad(config), _ => null)).ShouldBe(
            "network default/blue: spec.config is empty and the node has no configuration file with the name \"blue\"; "
            + "fill in spec.config");
        Bytes.Refusal(() => NetworkRenderer.Render(Nad(config), _ => "oops".Utf8()))
            .ShouldStartWith("network default/blue: the node's configuration file \"blue\" line 1 column 1: ");
    }

    [Theory]
    [InlineData("not json", "network default/blue: spec.config line 1 column 1: 'not' is not a JSON value")]
    [InlineData("{\n  \"type\": \"a\"\n  \"b\": 1\n}",
        "network default/blue: spec.config line 3 column 3: a comma is missing")]
    [InlineData("{}", "network default/blue: spec.config has neither 'type' nor 'plugins'")]
    [InlineData("""{"type":"../x"}""", "key 'type' of network default/blue: spec.config")]
    [InlineData("""{"type":"a","name":"../../x"}""", "is not a valid network name")]
    [InlineData("""{"type":"a","cniVersion":"1.2.3"}""",
        "key 'cniVersion' of network default/blue: spec.config: 1.2.3 is not supported")]
    public void A_wrong_configuration_is_refused_with_its_place(string config, string message)
    {
        Bytes.Refusal(() => NetworkRenderer.Render(Nad(config), _ => null)).ShouldContain(message);
    }

    [Fact]
    public void Text_that_is_no_Unicode_is_refused()
    {
        Bytes.Refusal(() => NetworkRenderer.Render(Nad("{\"type\":\"\ud800\"}"), _ => null)).ShouldContain("surrogate");
    }

    [Theory]
    [InlineData("../x", "blue")]
    [InlineData("default", "../../x")]
    [InlineData("default", "")]
    public void A_name_that_could_leave_the_directory_is_refused(string @namespace, string name)
    {
        var nad = Nad("""{"type":"a"}""") with { Namespace = @namespace, Name = name };

        Bytes.Refusal(() => NetworkRenderer.Render(nad, _ => null)).ShouldContain("must be valid DNS-1123 names");
    }

    [Fact]
    public void The_deepest_network_that_is_rendered_can_be_read_on_the_node()
    {
        var deepest = NetworkRenderer.Render(Nad(Nested(53)), _ => null).ToListJson();

        NetworkConfig.Parse(deepest, "rendered file").ToListJson().ShouldBe(deepest);
        Bytes.Refusal(() => NetworkRenderer.Render(Nad(Nested(54)), _ => null))
            .ShouldContain("nested deeper than 56 levels");

        static string Nested(int depth) => $"{{\"type\":\"a\",\"x\":{new string('[', depth)}{new string(']', depth)}}}";
    }

    private static NetworkAttachmentDefinition Nad(string? config) =>
        new() { Namespace = "default", Name = "blue", Config = config };
}
