using System.Text.Json.Nodes;

namespace Ramus.Attachments.Tests.Plan;

/// <summary>Plugins that read a pod's addresses in another way than as a capability.</summary>
public sealed partial class CapabilityTests
{
    private const string Mac = "\"mac\":\"02:00:00:00:00:01\"";
    private const string Address = "\"ips\":[\"10.1.1.11/24\"]";
    private const string Addresses = "\"ips\":[\"10.1.1.11/24\",\"fd00::11/64\"]";

    public static TheoryData<string, string, bool> Readers { get; } = new()
    {
        // A plugin, the request, and whether the plugin gets it in CNI_ARGS.
        { """{"type":"accelerated-bridge"}""", Mac, true },
        { """{"type":"bridge"}""", Mac, true },
        { """{"type":"cnv-bridge"}""", Mac, true },
        { """{"type":"cnv-tuning"}""", Mac, true },
        { """{"type":"macvlan"}""", Mac, true },
        { """{"type":"macvtap","deviceID":"tap0"}""", Mac, true },
        { """{"type":"macvtap","deviceID":"tap0","capabilities":{"mac":true}}""", Mac, true },
        { """{"type":"ovs"}""", Mac, true },
        { """{"type":"sriov"}""", Mac, true },
        { """{"type":"tap"}""", Mac, true },
        { """{"type":"tuning"}""", Mac, true },
        { """{"type":"kube-ovn"}""", Mac, false },
        { """{"type":"ovn-k8s-cni-overlay"}""", Mac, false },
        { """{"type":"bridge","capabilities":{"mac":true}}""", Mac, false },
        { """{"type":"one","capabilities":{"mac":true}}""", Mac, false },
        { """{"type":"one","ipam":{"type":"host-local"}}""", Address, true },
        { """{"type":"one","ipam":{"type":"static"}}""", Address, true },
        { """{"type":"one","ipam":{"type":"static"}}""", Addresses, true },
        { """{"type":"one","ipam":{"type":"whereabouts"}}""", Addresses, true },
        { """{"type":"one","ipam":{"type":"kube-ovn"}}""", Addresses, false },
        { """{"type":"kube-ovn"}""", Addresses, false },
        { """{"type":"ovn-k8s-cni-overlay"}""", Addresses, false },
        { """{"type":"one","ipam":{"type":"host-local"},"capabilities":{"ips":true}}""", Addresses, false },
    };

    [Theory]
    [MemberData(nameof(Readers))]
    public void A_request_is_accepted_by_every_plugin_that_reads_it_and_reaches_it(
        string plugin, string request, bool isArgument)
    {
        if (JsonNode.Parse(plugin)!["type"]!.GetValue<string>() is not "one" and var type)
        {
            node.Plugins.Install(type);
        }

        node.Render("shop/own", $$"""{"cniVersion":"1.0.0","name":"own","plugins":[{{plugin}}]}""");

        node.Asking($$"""[{"name":"own",{{request}}}]""").Add().ShouldSucceed();

        var args = node.Plugins.Calls[1].Args;
        (args.Contains(";MAC=") || args.Contains(";IP=")).ShouldBe(isArgument, args);
    }

    [Fact]
    public void Host_local_gets_one_address_without_its_prefix_length()
    {
        node.Render("shop/old", """
            {"cniVersion":"1.0.0","name":"old","plugins":[{"type":"one","ipam":{"type":"host-local"}}]}
            """);

        node.Asking("""[{"name":"old","ips":["10.1.1.11/24"]}]""").Add().ShouldSucceed();

        node.Plugins.Calls[1].Args.ShouldEndWith(";IP=10.1.1.11");
    }

    [Fact]
    public void Several_addresses_for_host_local_need_the_capability()
    {
        node.Render("shop/old", """
            {"cniVersion":"1.0.0","name":"old","plugins":[{"type":"one","ipam":{"type":"host-local"}}]}
            """);

        var answer = node.Asking($$"""[{"name":"old",{{Addresses}}}]""").Add();

        answer.ShouldFail(2).ShouldBe(
            "network 'shop/old', interface 'net1': the pod's annotation requests 2 addresses in 'ips', but host-local "
            + "accepts more than one only if the network declares the capability 'ips'");
        answer.Details.ShouldContain("declare the capability: add \"capabilities\": {\"ips\": true} to the plugin one");
        node.Plugins.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Mac, ";MAC=02:00:00:00:00:01")]
    [InlineData(Addresses, ";IP=10.1.1.11/24,fd00::11/64")]
    public void Requests_to_unknown_plugins_as_in_Multus_can_be_enabled(string request, string argument)
    {
        node.Render("shop/one");
        node.Settings["compatibility"] = new JsonObject { ["allowUnknownRequests"] = true };

        node.Asking($$"""[{"name":"one",{{request}}}]""").Add().ShouldSucceed();

        node.Plugins.Calls[1].Args.ShouldEndWith(argument);
    }

    [Theory]
    [InlineData("""{"type":"one","capabilities":{"mac":false}}""", Mac)]
    [InlineData("""{"type":"one","ipam":{"type":"host-local"}}""", Addresses)]
    public void What_a_known_plugin_does_not_accept_is_refused_even_then(string plugin, string request)
    {
        node.Render("shop/one", $$"""{"cniVersion":"1.0.0","name":"one","plugins":[{{plugin}}]}""");
        node.Settings["compatibility"] = new JsonObject { ["allowUnknownRequests"] = true };

        node.Asking($$"""[{"name":"one",{{request}}}]""").Add().ShouldFail(2);
    }
}
