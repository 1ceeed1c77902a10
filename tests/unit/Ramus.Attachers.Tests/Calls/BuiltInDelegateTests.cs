using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Processes;

namespace Ramus.Attachers.Tests.Calls;

/// <summary>What the settings choose, and what a built-in plugin does not know, goes to the program.</summary>
public sealed class BuiltInDelegateTests : IDisposable
{
    private static readonly string[] Types =
    [
        "bridge", "macvlan", "ptp", "loopback", "tuning", "portmap", "vlan", "ipvlan", "dummy", "flannel",
        "host-device", "sriov", "sbr", "bandwidth", "vrf", "host-local", "static", "whereabouts",
    ];

    private readonly ScriptPlugins programs = new(Types);

    public static TheoryData<string> Unknown =>
    [
        """{"type":"bridge","bridgee":"br0"}""",
        """{"type":"bridge","ipMasq":true}""",
        """{"type":"bridge","macspoofchk":true}""",
        """{"type":"bridge","vlan":100}""",
        """{"type":"bridge","vlanTrunk":[{"id":5}]}""",
        """{"type":"bridge","deviceID":"0000:03:02.0"}""",
        """{"type":"bridge","ipam":{"subnet":"10.0.0.0/24"}}""",
        """{"type":"macvlan","parent":"eth0"}""",
        """{"type":"ptp","ipMasq":true,"ipam":{"type":"static"}}""",
        """{"type":"ptp","hairpinMode":true,"ipam":{"type":"static"}}""",
        """{"type":"loopback","mtu":1500}""",
        """{"type":"tuning","dataDir":"relative"}""",
        """{"type":"tuning","ifname":"eth0"}""",
        """{"type":"portmap","backend":"ipvs"}""",
        """{"type":"vlan","master":"eth0","vlanid":5,"protocol":"802.1ad"}""",
        """{"type":"ipvlan","mac":"02:00:00:00:00:01"}""",
        """{"type":"dummy","mtu":1400}""",
        """{"type":"flannel","backend":"vxlan"}""",
        """{"type":"host-device","device":"eth1","DPDKMode":true}""",
        """{"type":"host-device","pciBusID":"../x"}""",
        """{"type":"sriov","master":"eth0"}""",
        """{"type":"sriov","mtu":1400}""",
        """{"type":"sriov","deviceID":"../x"}""",
        """{"type":"sriov","spoofchk":"yes"}""",
        """{"type":"sriov","trust":"true"}""",
        """{"type":"sbr","gateways":["10.0.0.1"]}""",
        """{"type":"sbr","table":0}""",
        """{"type":"vrf","vrfname":"blue","vrfName2":"x"}""",
        """{"type":"bandwidth","shapedSubnets":[]}""",
        """{"type":"portmap","markMasqBit":32}""",
        """{"type":"portmap","markMasqBit":5,"externalSetMarkChain":"KUBE-MARK-MASQ"}""",
        """{"type":"portmap","hostPorts":[]}""",
    ];

    public void Dispose() => programs.Dispose();

    [Theory]
    [MemberData(nameof(Unknown))]
    public void A_configuration_with_an_unknown_key_or_value_runs_the_program(string plugin)
    {
        foreach (var command in (string[])["ADD", "CHECK", "DEL"])
        {
            Run(command, plugin, new Delegates(programs.Path, new BuiltInPlugins(BuiltInChoice.Auto)));

            programs.Calls[^1].Environment["CNI_COMMAND"].ShouldBe(command);
        }
    }

    [Theory]
    [MemberData(nameof(Unknown))]
    public void Without_the_program_an_unknown_key_or_value_is_refused(string plugin)
    {
        var delegates = new Delegates(new PluginPath([]), new BuiltInPlugins(BuiltInChoice.Auto));

        var failure = Should.Throw<CniException>(() => Run("ADD", plugin, delegates));
        Should.Throw<CniException>(() => delegates.RequireInstalled(Network(plugin))).Error.Code
            .ShouldBe(CniErrorCode.UnsupportedField);

        failure.Error.Code.ShouldBe(CniErrorCode.UnsupportedField);
        failure.Message.ShouldContain("does not know");
        failure.Message.ShouldContain("is not installed on this node");
    }

    [Theory]
    [InlineData("""{"type":"host-local","subnet":"10.0.0.0/24","dataDirectory":"/x"}""")]
    [InlineData("""{"type":"host-local","subnet":"10.0.0.0/24","dataDir":"relative"}""")]
    [InlineData("""{"type":"host-local","ranges":[[{"subnet":"10.0.0.0/24","exclude":"10.0.0.1"}]]}""")]
    [InlineData("""{"type":"static","addresses":[{"address":"10.0.0.1/24","version":"4"}]}""")]
    [InlineData("""{"type":"static","routes":[{"dst":"10.0.0.0/8","onlink":true}]}""")]
    public void An_ipam_configuration_with_an_unknown_key_or_value_runs_the_program(string ipam)
    {
        var delegates = new Delegates(programs.Path, new BuiltInPlugins(BuiltInChoice.Auto));

        Run("DEL", $$"""{"type":"macvlan","ipam":{{ipam}}}""", delegates);

        programs.Calls.ShouldHaveSingleItem().Environment["CNI_COMMAND"].ShouldBe("DEL");
    }

    [Fact]
    public void Only_chosen_types_are_built_in()
    {
        var none = new Delegates(programs.Path, new BuiltInPlugins(BuiltInChoice.None));
        var some = new Delegates(programs.Path, new BuiltInPlugins(BuiltInChoice.Parse("macvlan, host-local")));

        Run("DEL", """{"type":"macvlan"}""", none);
        Run("DEL", """{"type":"macvlan"}""", some);
        Run("DEL", """{"type":"bridge"}""", some);

        programs.Calls.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("bridge")]
    [InlineData("macvlan")]
    [InlineData("ptp")]
    public void STATUS_asks_the_IPAM_plugin_and_GC_does_nothing(string type)
    {
        programs.Fail("whereabouts", "STATUS", 50, "no leader");
        var runtime = new NetworkRuntime(
            new Delegates(programs.Path, new BuiltInPlugins(BuiltInChoice.Auto)), ChildLimits.In(Patience.Limit));
        var network = Json.Network($$"""
            {"cniVersion":"1.1.0","name":"net","plugins":[{"type":"{{type}}","ipam":{"type":"whereabouts"} }]}
            """);

        Should.Throw<CniException>(() => runtime.Status(network)).Error.Code.ShouldBe(50);
        runtime.CollectGarbage(network, Json.Of("[]"));

        programs.Calls.ShouldHaveSingleItem().Environment["CNI_COMMAND"].ShouldBe("STATUS");
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("""{"portMappings":[]}""", false)]
    [InlineData("""{"portMappings":[{"hostPort":80,"containerPort":80,"protocol":"tcp"}]}""", true)]
    public void The_program_portmap_runs_for_pods_with_host_ports_only(string? arguments, bool isExecuted)
    {
        const string result = """{"cniVersion":"1.0.0","ips":[{"address":"10.7.0.9/24"}]}""";
        programs.Answer("whereabouts", "ADD", result);
        programs.Answer("portmap", "ADD", result);
        var delegates = new Delegates(programs.Path, new BuiltInPlugins(BuiltInChoice.Auto));
        var runtime = new NetworkRuntime(delegates, ChildLimits.In(Patience.Limit));
        var attachment = Attachment with { CapabilityArgs = arguments is null ? null : Json.Of(arguments) };
        var network = Json.Network("""
            {"cniVersion":"1.0.0","name":"net","plugins":[{"type":"whereabouts"},
             {"type":"portmap","snat":false,"capabilities":{"portMappings":true}}]}
            """);

        var added = runtime.Add(network, attachment);
        runtime.Check(network, attachment, added.Json);
        runtime.Delete(network, attachment, added.Json);

        added.Result.Ips.ShouldHaveSingleItem().Address.ShouldBe("10.7.0.9/24");
        added.BuiltIn.ShouldBe(isExecuted ? [] : ["portmap"]);
        programs.Calls.Count.ShouldBe(isExecuted ? 6 : 3);
        using var others = new ScriptPlugins("whereabouts");
        var without = new Delegates(others.Path, new BuiltInPlugins(BuiltInChoice.Auto));
        Should.NotThrow(() => without.RequireInstalled(network));
        (Record.Exception(() => without.RequireInstalled(network, attachment)) is CniException).ShouldBe(isExecuted);
    }

    [Fact]
    public void The_programs_of_a_network_are_those_that_are_not_built_in_and_those_with_unknown_keys()
    {
        var delegates = new Delegates(new PluginPath([]), new BuiltInPlugins(BuiltInChoice.Auto));
        var network = Json.Network("""
            {"cniVersion":"1.0.0","name":"net","plugins":[
             {"type":"macvlan","ipam":{"type":"host-local","subnet":"10.0.0.0/24"}},
             {"type":"bridge","ipMasq":true,"ipam":{"type":"host-local","subnet":"10.0.0.0/24"}},
             {"type":"ptp","ipam":{"type":"whereabouts"}},{"type":"passthru"},{"type":"vendor"}]}
            """);

        delegates.Programs(network).ShouldBe(
        [
            new("bridge", false, true, "'ipMasq'"), new("host-local", true, true, null),
            new("whereabouts", true, false, null), new("vendor", false, false, null),
        ]);
    }

    [Theory]
    [InlineData("""{"type":"macvlan"}""", PluginEffect.Kernel)]
    [InlineData("""{"type":"tuning"}""", PluginEffect.Files)]
    [InlineData("""{"type":"vendor"}""", PluginEffect.Program)]
    [InlineData("""{"type":"bridge","ipMasq":true}""", PluginEffect.Program)]
    public void A_plugin_announces_what_it_can_change(string plugin, PluginEffect effect)
    {
        using var scripts = new ScriptPlugins(["vendor", "bridge"]);
        var announced = new List<PluginEffect>();
        var delegates = new Delegates(scripts.Path, new BuiltInPlugins(BuiltInChoice.Auto));
        var runtime = new NetworkRuntime(delegates, ChildLimits.In(TimeSpan.FromSeconds(10)), announced.Add);

        runtime.Delete(Network(plugin), Attachment, null);

        announced.ShouldBe([effect]);
    }

    private static AttachmentParameters Attachment =>
        new() { ContainerId = "pod-1", Netns = "", IfName = "net1", Args = "IgnoreUnknown=1" };

    private static NetworkConfig Network(string plugin) =>
        Json.Network($$"""{"cniVersion":"1.0.0","name":"net","plugins":[{{plugin}}]}""");

    private static void Run(string command, string plugin, Delegates delegates)
    {
        var runtime = new NetworkRuntime(delegates, ChildLimits.In(TimeSpan.FromSeconds(10)));
        var network = Network(plugin);
        switch (command)
        {
            case "ADD":
                runtime.Add(network, Attachment);
                break;
            case "CHECK":
                runtime.Check(network, Attachment, null);
                break;
            default:
                runtime.Delete(network, Attachment, null);
                break;
        }
    }
}
