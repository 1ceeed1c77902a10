using System.Text.Json.Nodes;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Namespaces;
using Ramus.Linux.Processes;

namespace Ramus.Attachers.Tests.Flannel;

/// <summary>The plugin flannel, whose program the distribution does not have.</summary>
[Trait("Needs", "Root")]
public sealed class FlannelTests : IDisposable
{
    private const string SubnetEnv = """
        FLANNEL_NETWORK=10.42.0.0/16
        FLANNEL_SUBNET=10.42.3.1/24
        FLANNEL_MTU=1450
        FLANNEL_IPMASQ=true

        """;

    private readonly PodNamespace node = new();
    private readonly PodNamespace pod = new();
    private readonly ScratchDirectory scratch = new();
    private readonly ScriptPlugins programs = new("bridge", "vendor");

    public FlannelTests() => scratch.Write("subnet.env", SubnetEnv);

    private string Kept => scratch["data/pod-1"];

    public void Dispose()
    {
        node.Dispose();
        pod.Dispose();
        scratch.Dispose();
        programs.Dispose();
    }

    [Fact]
    public void The_chain_of_k3s_needs_no_program()
    {
        var network = Network(
            "\"delegate\":{\"hairpinMode\":true,\"forceAddress\":true,\"isDefaultGateway\":true}",
            """
            ,{"type":"portmap","capabilities":{"portMappings":true}},
             {"type":"bandwidth","capabilities":{"bandwidth":true}}
            """);

        var result = Run(runtime => runtime.Add(network, Attachment));
        Run(runtime => runtime.Check(network, Attachment, result.Json));

        result.BuiltIn.ShouldBe(["flannel", "bridge", "host-local", "portmap", "bandwidth"]);
        result.Result.Ips.ShouldHaveSingleItem().Address.ShouldBe("10.42.3.2/24");
        pod.Run("ip -o link show dev eth0").ShouldContain("mtu 1450");
        pod.Run("ip route show").ShouldContain("10.42.0.0/16 via 10.42.3.1 dev eth0");
        pod.Run("ip route show default").ShouldContain("via 10.42.3.1");
        node.Run("ip -d link show master cni0").ShouldContain("hairpin on");
        Run(runtime => runtime.Delete(network, Attachment, result.Json));
        Run(runtime => runtime.Delete(network, Attachment, result.Json));
        File.Exists(Kept).ShouldBeFalse();
        File.Exists(scratch["ipam/cbr0/10.42.3.2"]).ShouldBeFalse();
        pod.Run("ip -o link show").ShouldNotContain("eth0");
    }

    [Fact]
    public void The_delegates_configuration_is_that_of_the_program()
    {
        scratch.Write("subnet.env", $"""
            {SubnetEnv}FLANNEL_NETWORK=10.42.0.0/16,10.42.0.0/16,10.44.0.0/16
            FLANNEL_IPV6_NETWORK=fd42::/48
            FLANNEL_IPV6_SUBNET=fd42:0:0:3::1/64
            FLANNEL_IPMASQ=false

            """);
        programs.Answer("bridge", "ADD", """{"cniVersion":"1.0.0","ips":[{"address":"10.42.3.9/24"}]}""");

        Run(runtime => runtime.Add(Network("\"delegate\":{\"mtu\":1400}"), Attachment));

        // Address translation needs packet rules, so the program bridge runs.
        var sent = programs.Calls.ShouldHaveSingleItem().Input;
        JsonNode.DeepEquals(JsonNode.Parse(sent), JsonNode.Parse($$"""
            {"cniVersion":"1.0.0","ipMasq":true,"ipam":{"dataDir":"{{scratch["ipam"]}}",
             "ranges":[[{"subnet":"10.42.3.0/24"}],[{"subnet":"fd42:0:0:3::/64"}]],
             "routes":[{"dst":"192.168.0.0/16","gw":"10.42.3.7"},{"dst":"10.42.0.0/16"},{"dst":"10.44.0.0/16"},
              {"dst":"fd42::/48"}],"type":"host-local"},"isGateway":true,"mtu":1400,"name":"cbr0","type":"bridge"}
            """)).ShouldBeTrue(sent);
        JsonNode.DeepEquals(JsonNode.Parse(File.ReadAllText(Kept)), JsonNode.Parse(sent)).ShouldBeTrue();
    }

    [Fact]
    public void Another_delegate_gets_no_keys_of_the_bridge_and_the_arguments_of_the_runtime()
    {
        programs.Answer("vendor", "ADD", """{"cniVersion":"1.0.0","ips":[{"address":"10.42.3.9/24"}]}""");
        var network = Network("\"delegate\":{\"type\":\"vendor\"},\"capabilities\":{\"mac\":true}");
        var attachment = Attachment with { CapabilityArgs = Json.Of("""{"mac":"02:00:00:00:00:09"}""") };

        Run(runtime => runtime.Add(network, attachment));
        Run(runtime => runtime.Delete(network, attachment, null));

        programs.Calls.Select(call => call.Environment["CNI_COMMAND"]).ShouldBe(["ADD", "DEL"]);
        foreach (var sent in programs.Calls.Select(call => JsonNode.Parse(call.Input)!))
        {
            sent["isGateway"].ShouldBeNull();
            sent["runtimeConfig"]!.ToJsonString().ShouldBe("""{"mac":"02:00:00:00:00:09"}""");
        }

        File.Exists(Kept).ShouldBeFalse();
    }

    [Theory]
    [InlineData("\"delegate\":{\"name\":\"x\"}", "must not have 'name'")]
    [InlineData("\"delegate\":{\"ipam\":{}}", "must not have 'ipam'")]
    [InlineData("\"delegate\":{\"type\":5}", "must have (string) 'type'")]
    [InlineData("\"subnetFile\":\"/no/such/file\"", "open /no/such/file: no such file or directory")]
    [InlineData("\"subnetfile\":\"relative\"", "does not know the relative path in 'subnetFile'")]
    [InlineData("\"backend\":\"vxlan\"", "does not know the key 'backend'")]
    public void A_wrong_configuration_is_refused_and_leaves_nothing(string keys, string message)
    {
        var more = keys.Contains("ubnet", StringComparison.Ordinal)
            ? keys
            : $"\"subnetFile\":\"{scratch["subnet.env"]}\",{keys}";
        var network = Json.Network($$"""
            {"cniVersion":"1.0.0","name":"cbr0","plugins":[{"type":"flannel","dataDir":"{{scratch["data"]}}",{{more}}}]}
            """);

        Should.Throw<CniException>(() => Run(runtime => runtime.Add(network, Attachment))).Message
            .ShouldContain(message);

        Directory.Exists(scratch["data"]).ShouldBeFalse();
    }

    [Theory]
    [InlineData("FLANNEL_NETWORK", "is missing FLANNEL_NETWORK, FLANNEL_IPV6_NETWORK")]
    [InlineData("FLANNEL_SUBNET", "is missing FLANNEL_SUBNET, FLANNEL_IPV6_SUBNET")]
    [InlineData("FLANNEL_MTU", "is missing FLANNEL_MTU")]
    [InlineData("FLANNEL_IPMASQ", "is missing FLANNEL_IPMASQ")]
    public void A_missing_value_of_the_subnet_file_is_named(string key, string message)
    {
        var lines = SubnetEnv.Split('\n').Where(line => !line.StartsWith($"{key}=", StringComparison.Ordinal));
        scratch.Write("subnet.env", string.Join('\n', lines));

        Should.Throw<CniException>(() => Run(runtime => runtime.Add(Network("\"args\":{}"), Attachment))).Message
            .ShouldContain(message);
    }

    [Fact]
    public void DEL_without_a_kept_configuration_and_with_an_unreadable_one_succeeds()
    {
        Run(runtime => runtime.Delete(Network("\"args\":{}"), Attachment, null));
        scratch.Write("data/pod-1", "{");

        Run(runtime => runtime.Delete(Network("\"args\":{}"), Attachment, null));

        File.Exists(Kept).ShouldBeFalse();
    }

    private AttachmentParameters Attachment =>
        new() { ContainerId = "pod-1", Netns = pod.Path, IfName = "eth0", Args = "" };

    private NetworkConfig Network(string keys, string more = "") => Json.Network($$"""
        {"cniVersion":"1.0.0","name":"cbr0","plugins":[{"type":"flannel","subnetFile":"{{scratch["subnet.env"]}}",
         "dataDir":"{{scratch["data"]}}","ipam":{"dataDir":"{{scratch["ipam"]}}",
         "routes":[{"dst":"192.168.0.0/16","gw":"10.42.3.7"}]},{{keys}}}{{more}}]}
        """);

    private void Run(Action<NetworkRuntime> command) => Run(runtime =>
    {
        command(runtime);
        return true;
    });

    private T Run<T>(Func<NetworkRuntime, T> command)
    {
        using var space = OpenedNamespace.Open(node.Path);
        var delegates = new Delegates(programs.Path, new BuiltInPlugins(BuiltInChoice.Auto));
        return space.Run(() => command(new NetworkRuntime(delegates, ChildLimits.In(Patience.Limit))));
    }
}
