using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Contract.Tests.Cni;

public sealed class NetworkConfigTests
{
    [Fact]
    public void A_single_configuration_becomes_a_list_with_the_same_bytes()
    {
        const string config = """{ "cniVersion":"0.3.1", "name":"n", "type":"macvlan", "big": 9007199254740993 }""";

        var network = NetworkConfig.Parse(config.Utf8(), "x");

        network.Name.ShouldBe("n");
        network.CniVersion.ShouldBe("0.3.1");
        network.Plugins.ShouldHaveSingleItem().Type.ShouldBe("macvlan");
        network.ToListJson().Text().ShouldBe($$"""{"cniVersion":"0.3.1","name":"n","plugins":[{{config}}]}""");
    }

    [Fact]
    public void A_list_keeps_its_plugins()
    {
        const string first =
            """{"type":"bridge","capabilities":{"ips":true,"mac":false,"portMappings":null}, "x":1.0}""";
        const string second = """{ "type" : "tuning" }""";
        var network = NetworkConfig.Parse($$"""
            {"cniVersion":"0.4.0","cniVersions":["0.3.1","1.0.0","2.0.0"],"name":"n",
             "disableCheck":"TRUE","disableGC":true,"loadOnlyInlinedPlugins":"false","dns":{},
             "plugins":[{{first}}, {{second}}]}
            """.Utf8(), "x");

        network.CniVersion.ShouldBe("1.0.0");
        network.DisableCheck.ShouldBeTrue();
        network.DisableGc.ShouldBeTrue();
        network.LoadOnlyInlinedPlugins.ShouldBeFalse();
        network.Plugins.Select(p => p.Type).ShouldBe(["bridge", "tuning"]);
        network.Plugins[0].Capabilities.ShouldBe(["ips"]);
        network.ToListJson().Text().ShouldBe(
            """{"cniVersion":"1.0.0","name":"n","disableCheck":true,"disableGC":true,"plugins":["""
            + $"{first},{second}]}}");
    }

    [Fact]
    public void A_name_is_offered_to_a_configuration_without_one()
    {
        NetworkConfig.Parse("""{"type":"x"}""".Utf8(), "x").Name.ShouldBe("");
        NetworkConfig.Parse("""{"type":"x"}""".Utf8(), "x", "nad").Name.ShouldBe("nad");
        NetworkConfig.Parse("""{"name":"","type":"x"}""".Utf8(), "x", "nad").Name.ShouldBe("nad");
        NetworkConfig.Parse("""{"name":"own","type":"x"}""".Utf8(), "x", "nad").Name.ShouldBe("own");
        NetworkConfig.Parse("""{"type":"x"}""".Utf8(), "x").CniVersion.ShouldBe("0.1.0");
    }

    [Theory]
    [InlineData("""{"name":"n","plugins":[{"type":"a"}]}""", true)]
    [InlineData("""{"name":"n","cniVersion":"","plugins":[{"type":"a"}]}""", true)]
    [InlineData("""{"name":"n","cniVersion":null,"plugins":[{"type":"a"}]}""", true)]
    [InlineData("""{"name":"n","cniVersion":"0.1.0","plugins":[{"type":"a"}]}""", false)]
    [InlineData("""{"name":"n","CNIVersion":"1.0.0","plugins":[{"type":"a"}]}""", false)]
    [InlineData("""{"name":"n","cniVersions":["1.0.0"],"plugins":[{"type":"a"}]}""", false)]
    [InlineData("""{"name":"n","cniVersions":[],"plugins":[{"type":"a"}]}""", false)]
    [InlineData("""{"name":"n","type":"a"}""", false)]
    [InlineData("""{"name":"n","cniVersion":"","type":"a"}""", false)]
    public void Only_a_list_without_a_version_takes_one(string config, bool lacksVersion)
    {
        var network = NetworkConfig.Parse(config.Utf8(), "x");

        network.LacksVersion.ShouldBe(lacksVersion);
        network.WithDevice("d").LacksVersion.ShouldBe(lacksVersion);
        var ours = network.WithVersion("0.4.0").WithDevice("d").WithName("m");
        ours.LacksVersion.ShouldBeFalse();
        ours.CniVersion.ShouldBe(lacksVersion ? "0.4.0" : network.CniVersion);
        ours.WithVersion("0.3.1").CniVersion.ShouldBe(ours.CniVersion);
        ours.ToListJson().Text().ShouldStartWith($"{{\"cniVersion\":\"{ours.CniVersion}\",");
        ours.PluginInput(0, null, null).Text().ShouldContain($"\"cniVersion\":\"{ours.CniVersion}\"");
        NetworkConfig.Parse(network.ToListJson(), "x").LacksVersion.ShouldBe(lacksVersion);
    }

    [Theory]
    [InlineData("[]", "net x: expected a JSON object, got a list")]
    [InlineData("{}", "net x has neither 'type' nor 'plugins'")]
    [InlineData("""{"type":""}""", "net x has neither 'type' nor 'plugins'")]
    [InlineData("""{"name":"n"}""", "net x has neither 'type' nor 'plugins'")]
    [InlineData("""{"type":"a","plugins":[{"type":"b"}]}""", "net x has both 'type' and 'plugins'")]
    [InlineData("""{"plugins":[]}""", "key 'plugins' of net x is an empty list")]
    [InlineData("""{"plugins":{}}""", "expected a list, got an object")]
    [InlineData("""{"plugins":[null]}""", "plugin 1 of net x: expected a JSON object, got null")]
    [InlineData("""{"plugins":[{"type":"a"},{}]}""", "plugin 2 of net x has no 'type'")]
    [InlineData("""{"type":1}""", "expected a string, got a number")]
    [InlineData("""{"type":"../x"}""", "contains a path separator")]
    [InlineData("""{"type":"a/b"}""", "contains a path separator")]
    [InlineData("""{"type":"a\\b"}""", "contains a path separator")]
    [InlineData("""{"type":"a\u0000"}""", "control character")]
    [InlineData("""{"type":".."}""", "is a directory")]
    [InlineData("""{"plugins":[{"type":"."}]}""", "key 'type' of plugin 1 of net x: \".\" is a directory")]
    [InlineData("""{"type":"a","name":"../../x"}""", "\"../../x\" is not a valid network name")]
    [InlineData("""{"type":"a","name":".a"}""", "is not a valid network name")]
    [InlineData("""{"type":"a","name":"a b"}""", "is not a valid network name")]
    [InlineData("""{"type":"a","name":"a\u0000"}""", "is not a valid network name")]
    [InlineData("""{"type":"a","name":"\u00e4"}""", "is not a valid network name")]
    [InlineData("""{"type":"a","name":1}""", "expected a string")]
    [InlineData("""{"type":"a","capabilities":{"ips":"yes"}}""", "key 'capabilities.ips' of net x: expected a boolean")]
    [InlineData("""{"type":"a","capabilities":["ips"]}""", "expected an object, got a list")]
    [InlineData("""{"type":"a","disableCheck":"banana"}""", "expected true or false, got \"banana\"")]
    [InlineData("""{"type":"a","disableGC":1}""", "expected a boolean, got a number")]
    [InlineData("""{"type":"a","loadOnlyInlinedPlugins":"banana"}""", "expected true or false")]
    [InlineData("""{"type":"a","cniVersion":"foo"}""", "key 'cniVersion' of net x: \"foo\" is not a CNI version")]
    [InlineData("""{"type":"a","cniVersion":1}""", "expected a string")]
    [InlineData("""{"type":"a","cniVersions":["1.0.f"]}""", "\"1.0.f\" is not a CNI version")]
    [InlineData("""{"type":"a","cniVersions":"1.0.0"}""", "expected a list")]
    [InlineData("""{"type":"a","Type":"b"}""", "is used twice")]
    [InlineData("""{"type":"a","ipam":{"x":1,"X":2}}""", "is used twice")]
    [InlineData("""{"type":"a", /* x */ "b":1}""", "comments are not allowed in JSON")]
    public void A_wrong_configuration_is_refused(string config, string message)
    {
        Bytes.Refusal(() => NetworkConfig.Parse(config.Utf8(), "net x")).ShouldContain(message);
    }

    [Fact]
    public void An_accepted_configuration_can_be_read_again_after_edits()
    {
        var deep = new string('[', 55) + new string(']', 55);
        var network = NetworkConfig.Parse($$"""{"type":"a","x":{{deep}}}""".Utf8(), "x", "n").WithDevice("d");

        Bytes.Refusal(() => NetworkConfig.Parse($$"""{"type":"a","x":[{{deep}}]}""".Utf8(), "x"))
            .ShouldContain("deeper than");
        GoJson.Parse($$"""{"a":{{network.ToListJson().Text()}}}""".Utf8(), "x");
    }

    [Fact]
    public void A_calico_list_keeps_every_field()
    {
        const string plugins = """
            [{"type":"calico","datastore_type":"kubernetes","nodename":"n1","mtu":1500,"ipam":{"type":"host-local"},
              "policy":{"type":"k8s"},"kubernetes":{"kubeconfig":"/etc/cni/net.d/calico-kubeconfig"}},
             {"type":"portmap","snat":true,"capabilities":{"portMappings":true}}]
            """;
        var network = NetworkConfig.Parse(
            $$"""{"name":"k8s-pod-network","cniVersion":"0.3.1","plugins":{{plugins}}}""".Utf8(), "x");

        network.ToListJson().Compact().ShouldBe(
            $$"""{"cniVersion":"0.3.1","name":"k8s-pod-network","plugins":{{plugins.Utf8().ToArray().Compact()}}}""");
        network.Plugins[0].Element.GetRawText().ShouldContain("/etc/cni/net.d/calico-kubeconfig");
    }
}
