using System.Text.Json.Nodes;

namespace Ramus.Attachments.Tests.Plan;

/// <summary>What a pod wishes from a network, and what the runtime offers to the default one.</summary>
public sealed class CapabilityTests : IDisposable
{
    private readonly ScratchNode node = new(new RamusPlugin());

    public void Dispose() => node.Dispose();

    [Theory]
    [InlineData("\"ips\":[\"10.1.1.11/24\"]", "ips", """["10.1.1.11/24"]""")]
    [InlineData("\"mac\":\"02:00:00:00:00:01\"", "mac", "\"02:00:00:00:00:01\"")]
    [InlineData("\"infiniband-guid\":\"c2:11:22:33:44:55:66:77\"", "infinibandGUID", "\"c2:11:22:33:44:55:66:77\"")]
    [InlineData(
        "\"portMappings\":[{\"hostPort\":8080,\"containerPort\":80,\"protocol\":\"udp\",\"hostIP\":\"127.0.0.1\"},"
        + "{\"hostPort\":1,\"containerPort\":2}]",
        "portMappings",
        """[{"hostPort":8080,"containerPort":80,"protocol":"udp","hostIP":"127.0.0.1"},{"hostPort":1,"containerPort":2,"protocol":"tcp"}]""")]
    [InlineData(
        "\"bandwidth\":{\"ingressRate\":2048,\"ingressBurst\":1600,\"egressRate\":4096,\"egressBurst\":1600}",
        "bandwidth",
        """{"ingressRate":2048,"ingressBurst":1600,"egressRate":4096,"egressBurst":1600}""")]
    public void A_wish_reaches_the_plugin_that_declares_it(string wish, string capability, string argument)
    {
        node.Render("shop/one", $$$"""
            {"cniVersion":"1.0.0","name":"one","plugins":[{"type":"one"},{"type":"two","capabilities":{"{{{capability}}}":true}}]}
            """);

        node.Asking($$"""[{"name":"one",{{wish}}}]""").Add().ShouldSucceed();

        node.Plugins.Calls[1].Has("runtimeConfig").ShouldBeFalse();
        var given = node.Plugins.Calls[2].Config.GetProperty("runtimeConfig").GetProperty(capability).GetRawText();
        JsonNode.DeepEquals(JsonNode.Parse(given), JsonNode.Parse(argument)).ShouldBeTrue(given);
    }

    [Theory]
    [InlineData("\"ips\":[\"10.1.1.11/24\"]", "ips")]
    [InlineData("\"mac\":\"02:00:00:00:00:01\"", "mac")]
    [InlineData("\"infiniband-guid\":\"c2:11:22:33:44:55:66:77\"", "infinibandGUID")]
    [InlineData("\"portMappings\":[{\"hostPort\":8080,\"containerPort\":80}]", "portMappings")]
    [InlineData("\"bandwidth\":{\"ingressRate\":2048,\"ingressBurst\":1600}", "bandwidth")]
    public void A_wish_that_no_plugin_takes_is_refused_before_anything_runs(string wish, string capability)
    {
        node.Render("shop/one");

        var answer = node.Asking($$"""[{"name":"one",{{wish}}}]""").Add();

        answer.ShouldFail(2).ShouldBe(
            $"network 'shop/one', interface 'net1': the pod's annotation asks for '{capability}', but no plugin of the "
            + "network takes it");
        answer.Details.ShouldContain($"\"capabilities\": {{\"{capability}\": true}}");
        node.Plugins.Calls.ShouldBeEmpty();
        node.Remembered.ShouldBeEmpty();
    }

    [Fact]
    public void Plugins_of_the_old_days_get_addresses_and_mac_in_CNI_ARGS()
    {
        node.Plugins.Install("macvlan");
        node.Render(
            "shop/old", """{"cniVersion":"1.0.0","name":"old","plugins":[{"type":"macvlan","ipam":{"type":"static"}},{"type":"two"}]}""");

        node.Asking("""[{"name":"old","mac":"02:00:00:00:00:01","ips":["10.1.1.11/24","fd00::11/64"]}]""").Add()
            .ShouldSucceed();

        node.Plugins.Calls[1].Args.ShouldBe(
            "IgnoreUnknown=1;K8S_POD_NAMESPACE=shop;K8S_POD_NAME=web;K8S_POD_INFRA_CONTAINER_ID=pod-1;K8S_POD_UID=uid-1"
            + ";MAC=02:00:00:00:00:01;IP=10.1.1.11/24,fd00::11/64");
        node.Plugins.Calls[0].Args.ShouldNotContain("MAC");
    }

    [Fact]
    public void A_declared_capability_takes_the_place_of_CNI_ARGS()
    {
        node.Plugins.Install("macvlan");
        node.Render("shop/new", """
            {"cniVersion":"1.0.0","name":"new","plugins":[{"type":"macvlan","capabilities":{"ips":true},"ipam":{"type":"host-local"}}]}
            """);

        node.Asking("""[{"name":"new","ips":["10.1.1.11/24"]}]""").Add().ShouldSucceed();

        node.Plugins.Calls[1].Args.ShouldNotContain("IP=");
        node.Plugins.Calls[1].Text("runtimeConfig").ShouldBe("""{"ips":["10.1.1.11/24"]}""");
    }

    [Fact]
    public void The_runtimes_arguments_reach_the_default_network_only_and_unchanged()
    {
        const string declaring = "\"capabilities\":{\"portMappings\":true}";
        node.Delegates = $$"""[{"cniVersion":"1.0.0","name":"cluster","type":"default",{{declaring}}}]""";
        node.Render("shop/one", $$"""{"cniVersion":"1.0.0","name":"one","plugins":[{"type":"one",{{declaring}}}]}""");
        node.RuntimeConfig["portMappings"] =
            new JsonArray(new JsonObject { ["HostPort"] = 8080, ["ContainerPort"] = 80 });

        node.Asking("one").Add().ShouldSucceed();

        node.Plugins.Calls[0].Text("runtimeConfig")
            .ShouldBe("""{"portMappings":[{"HostPort":8080,"ContainerPort":80}]}""");
        node.Plugins.Calls[1].Has("runtimeConfig").ShouldBeFalse();
    }

    [Fact]
    public void Multus_way_of_handing_them_to_everybody_can_be_had()
    {
        node.Render(
            "shop/one", """{"cniVersion":"1.0.0","name":"one","plugins":[{"type":"one","capabilities":{"bandwidth":true}}]}""");
        node.RuntimeConfig["bandwidth"] = new JsonObject { ["IngressRate"] = 1 };
        node.Settings["compatibility"] = new JsonObject { ["multusRuntimeConfig"] = true };

        node.Asking("one").Add().ShouldSucceed();

        node.Plugins.Calls[1].Text("runtimeConfig").ShouldBe("""{"bandwidth":{"IngressRate":1}}""");
    }

    [Fact]
    public void The_annotations_go_to_a_default_network_that_wants_them()
    {
        node.Delegates = """
            [{"cniVersion":"1.0.0","name":"cluster","type":"default","capabilities":{"io.kubernetes.cri.pod-annotations":true}}]
            """;
        node.Annotations!["a/b"] = "c";

        node.Add().ShouldSucceed();

        node.Plugins.Calls[0].Text("runtimeConfig").ShouldBe("""{"io.kubernetes.cri.pod-annotations":{"a/b":"c"}}""");
    }

    [Fact]
    public void Cni_args_are_merged_into_every_plugin_and_the_pods_win()
    {
        node.Render("shop/one", """
            {"cniVersion":"1.0.0","name":"one","plugins":[{"type":"one","args":{"cni":{"args0":"val0","args1":"val1"},"x":1}},{"type":"two"}]}
            """);

        node.Asking("""[{"name":"one","cni-args":{"args1":"val1a","deep":{"n":[1,null]}}}]""").Add().ShouldSucceed();

        var first = node.Plugins.Calls[1].Config.GetProperty("args");
        first.GetProperty("x").GetInt32().ShouldBe(1);
        first.GetProperty("cni").GetProperty("args0").GetString().ShouldBe("val0");
        first.GetProperty("cni").GetProperty("args1").GetString().ShouldBe("val1a");
        node.Plugins.Calls[2].Config.GetProperty("args").GetProperty("cni").GetProperty("deep").GetRawText()
            .ShouldBe("""{"n":[1,null]}""");
    }

    [Fact]
    public void CNI_ARGS_begin_with_IgnoreUnknown_and_keep_what_others_put_there()
    {
        node.Args = "K8S_POD_NAME=web;BLAHBLAH=foo=bar;K8S_POD_UID=u;K8S_POD_NAMESPACE=shop;IgnoreUnknown=true";

        node.Add().ShouldSucceed();

        node.Plugins.Calls[0].Args
            .ShouldBe("IgnoreUnknown=1;K8S_POD_NAMESPACE=shop;K8S_POD_NAME=web;K8S_POD_UID=u;BLAHBLAH=foo=bar");
    }

    [Fact]
    public void CNI_ARGS_that_are_no_pairs_are_refused()
    {
        node.Args = "K8S_POD_NAME:web";

        node.Add().ShouldFail(4).ShouldContain("'K8S_POD_NAME:web'");
    }
}
