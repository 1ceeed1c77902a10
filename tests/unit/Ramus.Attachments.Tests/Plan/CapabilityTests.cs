using System.Text.Json.Nodes;
using Ramus.Contract.Json;

namespace Ramus.Attachments.Tests.Plan;

/// <summary>
/// The capability arguments that a pod requests, and those that the runtime offers to the default network.
/// </summary>
public sealed partial class CapabilityTests : IDisposable
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
    public void A_request_reaches_the_plugin_that_declares_it(string request, string capability, string argument)
    {
        node.Render("shop/one", $$$"""
            {"cniVersion":"1.0.0","name":"one","plugins":[{"type":"one"},{"type":"two","capabilities":{"{{{capability}}}":true}}]}
            """);

        node.Asking($$"""[{"name":"one",{{request}}}]""").Add().ShouldSucceed();

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
    public void A_request_that_no_plugin_accepts_is_refused_before_any_plugin_runs(string request, string capability)
    {
        node.Render("shop/one");

        var answer = node.Asking($$"""[{"name":"one",{{request}}}]""").Add();

        answer.ShouldFail(2).ShouldBe(
            $"network 'shop/one', interface 'net1': the pod's annotation requests '{capability}', but no plugin of the "
            + "network accepts it");
        answer.Details.ShouldContain($"\"capabilities\": {{\"{capability}\": true}}");
        node.Plugins.Calls.ShouldBeEmpty();
        node.Remembered.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ips", "ips", "ips", "[\"10.8.0.88\"]")]
    [InlineData("ips", "ips", "IPs", "[\"10.8.0.88\"]")]
    [InlineData("ips", "ips", "ip\u017F", "[\"10.8.0.88\"]")]
    [InlineData("ips", "ips", "ips", "null")]
    [InlineData("ips", "ips", "ip", "\"10.8.0.88\"")]
    [InlineData("mac", "mac", "mac", "\"02:11:22:33:44:77\"")]
    [InlineData("mac", "mac", "MAC", "\"02:11:22:33:44:77\"")]
    [InlineData("infinibandGUID", "infiniband-guid", "guid", "\"24:8a:07:03:00:8d:ae:2e\"")]
    [InlineData("infinibandGUID", "infiniband-guid", "infinibandGUID", "\"24:8a:07:03:00:8d:ae:2e\"")]
    [InlineData("deviceID", "deviceID", "deviceID", "\"0000:03:02.0\"")]
    [InlineData("portMappings", "portMappings", "portMappings", "[]")]
    [InlineData("bandwidth", "bandwidth", "Bandwidth", "{}")]
    public void A_capability_that_a_plugin_declines_is_not_accepted_in_cni_args(
        string capability, string setting, string key, string value)
    {
        const string network = """
            {"cniVersion":"1.0.0","name":"one","plugins":[{"type":"one","capabilities":{"CAPABILITIES"}}, {"type":"two"}]}
            """;
        foreach (var declined in new[] { true, false })
        {
            node.Render("shop/one", network.Replace(
                "\"CAPABILITIES\"", declined ? $"\"{capability}\":false" : "", StringComparison.Ordinal));

            var answer = node.Asking($$"""[{"name":"one","cni-args":{"{{key}}":{{value}} } }]""").Add();

            if (!declined)
            {
                answer.ShouldSucceed();
                continue;
            }

            answer.ShouldFail(2).ShouldBe(
                $"network 'shop/one', interface 'net1': the pod's annotation requests '{setting}' with the key "
                + $"'{Quote.Short(key)}' of 'cni-args', but the network's plugin 'one' declines it");
            answer.Details.ShouldContain($"\"{capability}\": false");
            node.Plugins.Calls.ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData("\"ips\":[\"10.1.1.11/24\"]", "ips", "macvlan")]
    [InlineData("\"mac\":\"02:00:00:00:00:01\"", "mac", "macvlan")]
    [InlineData("\"ips\":[\"10.1.1.11/24\"]", "ips", "tuning")]
    [InlineData("\"mac\":\"02:00:00:00:00:01\"", "mac", "tuning")]
    public void A_plugin_that_declines_a_capability_declines_it_for_the_CNI_ARGS_of_its_network(
        string request, string capability, string declining)
    {
        string Declared(string type) =>
            type == declining ? $",\"capabilities\":{{\"{capability}\":false}}" : "";
        node.Plugins.Install("macvlan");
        node.Plugins.Install("tuning");
        node.Render("shop/old", $$"""
            {"cniVersion":"1.0.0","name":"old","plugins":[{"type":"macvlan","ipam":{"type":"static"}{{Declared("macvlan")}}},
             {"type":"tuning"{{Declared("tuning")}}}]}
            """);

        node.Asking($$"""[{"name":"old",{{request}}}]""").Add().ShouldFail(2).ShouldContain($"requests '{capability}'");

        node.Plugins.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("static", "10.1.1.11", "10.1.1.11/24")]
    [InlineData("static", "fd00::11", "fd00::11/64")]
    [InlineData("static", "::ffff:10.1.1.11", "10.1.1.11/24")]
    [InlineData("static", "10.1.1.11/24", null)]
    [InlineData("static", "::ffff:10.1.1.11/120", null)]
    [InlineData("host-local", "10.1.1.11", null)]
    [InlineData("host-local", "10.1.1.11/24", null)]
    public void The_IPAM_plugin_static_needs_a_prefix_length(string ipam, string ip, string? example)
    {
        string[] declared = ["\"capabilities\":{\"ips\":true},"];
        foreach (var capabilities in ipam == "static" ? [.. declared, ""] : declared)
        {
            node.Render("shop/one", $$"""
                {"cniVersion":"1.0.0","name":"one","plugins":[{"type":"one",{{capabilities}}"ipam":{"type":"{{ipam}}"} }]}
                """);

            var answer = node.Asking($$"""[{"name":"one","ips":["10.1.1.10/24","{{ip}}"]}]""").Add();

            if (example is null)
            {
                answer.ShouldSucceed();
                node.Delete().ShouldSucceed();
                continue;
            }

            answer.ShouldFail(2).ShouldBe(
                $"network 'shop/one', interface 'net1': the pod's annotation requests address '{ip}' without a "
                + "prefix length, which the network's IPAM plugin 'static' needs");
            answer.Details.ShouldContain($"\"{example}\"");
            node.Plugins.Calls.ShouldBeEmpty();
        }
    }

    [Fact]
    public void Plugins_without_capabilities_get_addresses_and_mac_in_CNI_ARGS()
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
    public void Passing_arguments_to_all_networks_as_in_Multus_can_be_enabled()
    {
        node.Render(
            "shop/one", """{"cniVersion":"1.0.0","name":"one","plugins":[{"type":"one","capabilities":{"bandwidth":true}}]}""");
        node.RuntimeConfig["bandwidth"] = new JsonObject { ["IngressRate"] = 1 };
        node.Settings["compatibility"] = new JsonObject { ["multusRuntimeConfig"] = true };

        node.Asking("one").Add().ShouldSucceed();

        node.Plugins.Calls[1].Text("runtimeConfig").ShouldBe("""{"bandwidth":{"IngressRate":1}}""");
    }

    [Fact]
    public void The_annotations_are_passed_to_a_default_network_that_declares_them()
    {
        node.Delegates = $$$"""
            [{"cniVersion":"1.0.0","name":"cluster","type":"default",
              "capabilities":{"{{{RuntimeAnnotations.Capability}}}":true}}]
            """;
        node.Annotations!["a/b"] = "c";

        node.Add().ShouldSucceed();

        node.Plugins.Calls[0].Text("runtimeConfig").ShouldBe(
            $$$"""{"{{{RuntimeAnnotations.Capability}}}":{"a/b":"c"}}""");
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
