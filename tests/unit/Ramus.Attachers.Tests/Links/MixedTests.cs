using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Namespaces;
using Ramus.Linux.Processes;

namespace Ramus.Attachers.Tests.Links;

/// <summary>
/// Built-in interfaces with executed IPAM plugins, and what newer plugins than the distribution's make.
/// </summary>
[Trait("Needs", "Root")]
public sealed class MixedTests : IDisposable
{
    private readonly PodNamespace node = new();
    private readonly PodNamespace pod = new();
    private readonly ScriptPlugins programs = new("whereabouts");
    private readonly ScratchDirectory scratch = new();

    public MixedTests() => node.Run(
        "ip link add uplink type veth peer name wire; ip link set uplink up; ip link set wire up");

    public void Dispose()
    {
        node.Dispose();
        pod.Dispose();
        programs.Dispose();
        scratch.Dispose();
    }

    [Theory]
    [InlineData("bridge")]
    [InlineData("macvlan")]
    public void A_built_in_interface_gets_the_addresses_of_an_executed_ipam_plugin(string type)
    {
        programs.Answer("whereabouts", "ADD", """{"cniVersion":"1.0.0","ips":[{"address":"10.7.0.9/24"}]}""");
        var network = Network(type, """{"type":"whereabouts"}""");

        var result = Run(runtime => runtime.Add(network, Attachment));
        Run(runtime => runtime.Check(network, Attachment, result.Json));

        result.Result.Ips.ShouldHaveSingleItem().Address.ShouldBe("10.7.0.9/24");
        pod.Run("ip address show dev net1").ShouldContain("inet 10.7.0.9/24");
        Run(runtime => runtime.Delete(network, Attachment, result.Json));
        programs.Calls.Select(call => call.Environment["CNI_COMMAND"]).ShouldBe(["ADD", "CHECK", "DEL"]);
        pod.Run("ip -j link show").ShouldNotContain("net1");
    }

    [Theory]
    [InlineData("bridge")]
    [InlineData("macvlan")]
    [InlineData("ptp")]
    public void A_failing_ipam_plugin_keeps_its_code_and_leaves_no_interface(string type)
    {
        programs.Fail("whereabouts", "ADD", 11, "later");

        var failure = Should.Throw<CniException>(
            () => Run(runtime => runtime.Add(Network(type, """{"type":"whereabouts"}"""), Attachment)));

        failure.Error.Code.ShouldBe(11);
        failure.Error.Message.ShouldEndWith("later");
        pod.Run("ip -j link show").ShouldNotContain("net1");
        node.Run("ip -o link show").ShouldNotContain("veth");
    }

    [Fact]
    public void Settings_of_newer_versions_are_made()
    {
        var ipam = $$"""
            {"type":"host-local","dataDir":"{{scratch.Path}}","subnet":"fd50::/64",
             "routes":[{"dst":"fd60::/48","priority":77,"table":300}]}
            """;
        var network = Network("macvlan", ipam, "1.1.0");

        var result = Run(runtime => runtime.Add(network, Attachment));
        Run(runtime => runtime.Check(network, Attachment, result.Json));

        result.Result.Routes.ShouldHaveSingleItem().Priority.ShouldBe(77);
        pod.Run("cat /proc/sys/net/ipv6/conf/net1/ndisc_notify /proc/sys/net/ipv6/conf/net1/keep_addr_on_down")
            .ShouldBe("1\n1\n");
        pod.Run("ip -6 route show table 300").ShouldContain("fd60::/48 via fd50::1 dev net1");
        pod.Run("ip -6 route show table 300").ShouldContain("metric 77");
        pod.Run("ip -6 address show dev net1").ShouldNotContain("tentative");
    }

    [Fact]
    public void A_duplicate_second_ADD_does_not_free_the_addresses_of_the_first()
    {
        var network = Network(
            "ptp", $$"""{"type":"host-local","dataDir":"{{scratch.Path}}","subnet":"10.50.0.0/24"}""");
        Run(runtime => runtime.Add(network, Attachment));

        Should.Throw<CniException>(() => Run(runtime => runtime.Add(network, Attachment)));

        File.Exists(scratch["net/10.50.0.2"]).ShouldBeTrue();
        pod.Run("ip address show dev net1").ShouldContain("10.50.0.2/24");
    }

    // A file must not exist before the record is on the disk; the engine waits for that when files are announced.
    [Fact]
    public void Files_are_announced_before_the_first_one_is_written()
    {
        var ipam = $$"""{"type":"host-local","dataDir":"{{scratch.Path}}","subnet":"10.50.0.0/24"}""";
        var announced = new List<(PluginEffect, bool HasFiles)>();
        using var space = OpenedNamespace.Open(node.Path);
        var delegates = new Delegates(programs.Path, new BuiltInPlugins(BuiltInChoice.Auto));
        var runtime = new NetworkRuntime(
            delegates,
            ChildLimits.In(Patience.Limit),
            effect => announced.Add((effect, Directory.EnumerateFileSystemEntries(scratch.Path).Any())));

        space.Run(() => runtime.Add(Network("macvlan", ipam), Attachment));

        announced.ShouldBe([(PluginEffect.Kernel, false), (PluginEffect.Files, false)]);
    }

    [Fact]
    public void The_namespace_of_the_node_is_refused()
    {
        var attachment = Attachment with { Netns = node.Path };

        Should.Throw<CniException>(() => Run(runtime => runtime.Add(Network("macvlan", null), attachment)))
            .Error.Code.ShouldBe(CniErrorCode.InvalidNetns);
    }

    [Fact]
    public void Isolated_ports_and_interfaces_that_stay_down()
    {
        var network = Json.Network("""
            {"cniVersion":"1.1.0","name":"net","plugins":[{"type":"bridge","bridge":"br0","portIsolation":true,
             "disableContainerInterface":true}]}
            """);

        var result = Run(runtime => runtime.Add(network, Attachment)).Result;

        node.Run($"ip -d link show dev {result.Interfaces[1].Name}").ShouldContain("isolated on");
        pod.Run("ip link show dev net1").ShouldContain("state DOWN");
    }

    private AttachmentParameters Attachment =>
        new() { ContainerId = "pod-1", Netns = pod.Path, IfName = "net1", Args = "" };

    private static NetworkConfig Network(string type, string? ipam, string version = "1.0.0")
    {
        var own = type == "macvlan" ? "\"master\":\"uplink\"" : "\"mtu\":0";
        var more = ipam is null ? "" : $",\"ipam\":{ipam}";
        return Json.Network(
            $$"""{"cniVersion":"{{version}}","name":"net","plugins":[{"type":"{{type}}",{{own}}{{more}}}]}""");
    }

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
