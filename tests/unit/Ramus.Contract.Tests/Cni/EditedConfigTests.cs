using Ramus.Contract.Cni;

namespace Ramus.Contract.Tests.Cni;

public sealed class EditedConfigTests
{
    [Fact]
    public void A_device_reaches_every_plugin()
    {
        var network = NetworkConfig.Parse("""
            {"name":"n","cniVersion":"1.0.0","ramus.dev/resourceName":"intel.com/sriov","ramus.dev/uid":"u","plugins":[
             {"type":"sriov","ipam":{"type":"host-local"}},
             {"type":"other-cni","DeviceID":"old","pciBusID":"older","x":1}]}
            """.Utf8(), "x").WithDevice("0000:00:00.0");

        Written(network).Select(p => p.Element.GetRawText()).ShouldBe([
            """{"type":"sriov","ipam":{"type":"host-local"},"deviceID":"0000:00:00.0","pciBusID":"0000:00:00.0"}""",
            """{"type":"other-cni","deviceID":"0000:00:00.0","pciBusID":"0000:00:00.0","x":1}""",
        ]);
        network.ResourceName.ShouldBe("intel.com/sriov");
        network.Uid.ShouldBe("u");
        network.Name.ShouldBe("n");
        network.CniVersion.ShouldBe("1.0.0");
    }

    [Fact]
    public void Arguments_that_make_the_network_too_long_are_refused()
    {
        var network = NetworkConfig.Parse("""{"name":"n","plugins":[{"type":"a"},{"type":"b"}]}""".Utf8(), "x");

        Bytes.Refusal(() => network.WithCniArgs($$"""{"a":"{{new string('x', 1 << 19)}}"}""".Json()))
            .ShouldContain("at most 1048576 are allowed");
    }

    [Theory]
    [InlineData("""{"type":"bridge"}""", """{"type":"bridge","args":{"cni":{"args1":"val1"}}}""")]
    [InlineData("""{"type":"bridge","args":null}""", """{"type":"bridge","args":{"cni":{"args1":"val1"}}}""")]
    [InlineData("""{"args":{"x":1},"type":"bridge"}""", """{"args":{"x":1,"cni":{"args1":"val1"}},"type":"bridge"}""")]
    [InlineData("""{"type":"bridge","args":{"cni":{"args0":"val0","args1":"val1a","z":1}}}""",
        """{"type":"bridge","args":{"cni":{"args0":"val0","args1":"val1","z":1}}}""")]
    [InlineData("""{"type":"bridge","args":{"cni":{"Args1":{"deep":1}}}}""",
        """{"type":"bridge","args":{"cni":{"args1":"val1"}}}""")]
    public void The_pods_arguments_win(string plugin, string expected)
    {
        var args = """{"args1":"val1"}""".Json();

        var network = NetworkConfig.Parse(plugin.Utf8(), "x", "n").WithCniArgs(args);

        Written(network)[0].Element.GetRawText().ShouldBe(expected);
    }

    [Theory]
    [InlineData("""{"type":"bridge","args":"x"}""", "key 'args' of plugin 'bridge' of network 'n': expected an object")]
    [InlineData("""{"type":"bridge","args":[]}""", "expected an object, got a list")]
    [InlineData("""{"type":"bridge","args":{"cni":1}}""", "key 'cni' of 'args' of plugin 'bridge' of network 'n'")]
    public void Arguments_that_are_no_object_are_refused(string plugin, string message)
    {
        var network = NetworkConfig.Parse(plugin.Utf8(), "x", "n");

        Bytes.Refusal(() => network.WithCniArgs("""{"a":1}""".Json())).ShouldContain(message);
        Bytes.Refusal(() => network.WithCniArgs("[]".Json())).ShouldContain("cni-args: expected a JSON object");
    }

    [Theory]
    [InlineData(256, 56, null)]
    [InlineData(257, 1, "'cni-args' for network 'n' has 257 keys, but at most 256 are allowed; remove some")]
    [InlineData(1, 57, "is nested deeper than 56 levels")]
    public void Arguments_are_bounded(int keys, int depth, string? message)
    {
        var network = NetworkConfig.Parse("""{"type":"bridge"}""".Utf8(), "x", "n");
        var value = $"{new string('[', depth - 1)}{new string(']', depth - 1)}";
        var rest = string.Concat(Enumerable.Range(1, keys - 1).Select(index => $",\"k{index}\":1"));
        var args = $$"""{"k0":{{(depth == 1 ? "1" : value)}}{{rest}}}""".Json();

        if (message is null)
        {
            // The largest depth that fits into the record, which DEL reads.
            Written(network.WithCniArgs(args)).ShouldHaveSingleItem();
        }
        else
        {
            Bytes.Refusal(() => network.WithCniArgs(args)).ShouldContain(message);
        }
    }

    [Fact]
    public void Later_edits_win_over_earlier_ones_and_keep_their_place()
    {
        var network = NetworkConfig.Parse("""{"type":"t","args":{"cni":{"own":0}},"z":1.50e+3}""".Utf8(), "x", "n")
            .WithDevice("first").WithCniArgs("""{"a":1,"b":2}""".Json())
            .WithDevice("second").WithCniArgs("""{"c":3,"A":4}""".Json());

        Written(network)[0].Element.GetRawText().ShouldBe(
            """{"type":"t","args":{"cni":{"own":0,"A":4,"b":2,"c":3}},"z":1.50e+3,"""
            + "\"deviceID\":\"second\",\"pciBusID\":\"second\"}");
    }

    [Fact]
    public void An_edit_is_in_the_list_form_and_in_the_plugins_input_alike()
    {
        var network = NetworkConfig.Parse("""
            {"name":"n","cniVersion":"1.0.0","plugins":[
             {"type":"a","DeviceID":"old","n":18446744073709551616,"args":null}]}
            """.Utf8(), "x").WithCniArgs("""{"k":1.0}""".Json()).WithDevice("d");

        var read = NetworkConfig.Parse(network.ToListJson(), "x");

        network.PluginInput(0, "{}".Json(), null).Text().ShouldBe(read.PluginInput(0, "{}".Json(), null).Text());
        network.PluginInput(0, "{}".Json(), null).Text().ShouldBe(
            """{"type":"a","deviceID":"d","n":18446744073709551616,"args":{"cni":{"k":1.0}},"pciBusID":"d","""
            + "\"cniVersion\":\"1.0.0\",\"name\":\"n\",\"prevResult\":{}}");
    }

    [Fact]
    public void A_plugin_gets_name_and_version_of_the_list()
    {
        const string config = """
            {"name":"list","cniVersion":"0.3.1","plugins":[
             {"Name":"own","cniversion":"9","type":"a","PrevResult":{"x":1},"runtimeConfig":{},"z":"\u0041"}]}
            """;
        var network = NetworkConfig.Parse(config.Utf8(), "x");

        network.PluginInput(0, null, null).Text()
            .ShouldBe("""{"name":"list","cniVersion":"0.3.1","type":"a","z":"\u0041"}""");
        network.PluginInput(0, """{"r":1}""".Json(), """{"c": 2}""".Json()).Text().ShouldBe(
            """{"name":"list","cniVersion":"0.3.1","type":"a","prevResult":{"r":1},"runtimeConfig":{"c": 2},"""
            + "\"z\":\"\\u0041\"}");
    }

    [Fact]
    public void A_plugin_without_name_and_version_gets_them()
    {
        var network = NetworkConfig.Parse("""{"type":"a"}""".Utf8(), "x", "n");
        KeyValuePair<string, System.Text.Json.JsonElement>[] extra =
            [new("cni.dev/valid-attachments", "[1]".Json()), new("Type", "\"b\"".Json())];

        network.PluginInput(0, """{"r":1}""".Json(), null).Text()
            .ShouldBe("""{"type":"a","cniVersion":"0.1.0","name":"n","prevResult":{"r":1}}""");
        network.PluginInput(0, null, null, extra).Text()
            .ShouldBe("""{"Type":"b","cniVersion":"0.1.0","name":"n","cni.dev/valid-attachments":[1]}""");
    }

    private static IReadOnlyList<PluginConfig> Written(NetworkConfig network) =>
        NetworkConfig.FromElement(System.Text.Json.JsonElement.Parse(network.ToListJson()), "x").Plugins;
}
