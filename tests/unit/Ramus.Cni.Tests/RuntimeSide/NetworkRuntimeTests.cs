using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Linux.Processes;

namespace Ramus.Cni.Tests.RuntimeSide;

/// <summary>One network with one plugin or a chain of three: the input of each plugin, and the result.</summary>
public sealed class NetworkRuntimeTests : IDisposable
{
    private const string Result =
        """{"cniVersion":"1.0.0","ips":[{"address":"10.1.2.3/24"}],"interfaces":[{"name":"eth0","x-own":18446744073709551616}]}""";

    private readonly ScriptPlugins plugins = new("one", "two", "three");
    private readonly AttachmentParameters attachment =
        new() { ContainerId = "pod-1", Netns = "/some/netns", IfName = "eth0", Args = "A=B" };

    private NetworkRuntime Runtime => new(new Delegates(plugins.Path), ChildLimits.In(TimeSpan.FromSeconds(10)));

    public void Dispose() => plugins.Dispose();

    [Fact]
    public void ADD_of_one_plugin_hands_over_environment_and_configuration_and_returns_its_result()
    {
        plugins.Answer("one", "ADD", Result);
        var network = Json.Network(
            """{"cniVersion":"1.0.0","name":"net","type":"one","capabilities":{"portMappings":true,"noArgs":true},"own":{"z":1,"a":9007199254740993}}""");

        var result = Runtime.Add(
            network, attachment with { CapabilityArgs = Json.Of("""{"portMappings":[1],"somethingElse":[2]}""") });

        var call = plugins.Calls.ShouldHaveSingleItem();
        call.Environment["CNI_COMMAND"].ShouldBe("ADD");
        call.Environment["CNI_CONTAINERID"].ShouldBe("pod-1");
        call.Environment["CNI_NETNS"].ShouldBe("/some/netns");
        call.Environment["CNI_IFNAME"].ShouldBe("eth0");
        call.Environment["CNI_ARGS"].ShouldBe("A=B");
        call.Environment["CNI_PATH"].ShouldBe(plugins.Directory);
        call.Text("runtimeConfig").ShouldBe("""{"portMappings":[1]}""");
        call.Text("own").ShouldBe("""{"z":1,"a":9007199254740993}""");
        call.Has("prevResult").ShouldBeFalse();
        result.Json.GetRawText().ShouldBe(Result);
        result.Result.Ips.ShouldHaveSingleItem().Address.ShouldBe("10.1.2.3/24");
    }

    [Fact]
    public void A_network_name_that_is_too_long_for_a_file_is_refused_for_that_reason()
    {
        var name = new string('n', 241);

        Should.Throw<CniException>(() => Runtime.Add(
                Json.Network($$"""{"cniVersion":"1.0.0","name":"{{name}}","type":"one"}"""), attachment))
            .Error.Message.ShouldBe($"network name '{name[..80]}…' has 241 characters, but at most 240 are allowed");
    }

    [Fact]
    public void Without_a_shared_capability_there_is_no_runtimeConfig()
    {
        Runtime.Add(Chain("1.0.0"), attachment with { CapabilityArgs = Json.Of("""{"portMappings":[1]}""") });

        plugins.Calls.ShouldAllBe(call => !call.Has("runtimeConfig"));
    }

    [Fact]
    public void ADD_of_a_list_runs_in_order_and_hands_results_on()
    {
        plugins.Answer("one", "ADD", """{"cniVersion":"1.0.0","dns":{"domain":"first"}}""");
        plugins.Answer("two", "ADD", """{"cniVersion":"1.0.0","dns":{"domain":"second"}}""");
        plugins.Answer("three", "ADD", """{"cniVersion":"1.0.0","dns":{"domain":"third"}}""");

        var result = Runtime.Add(Chain("1.0.0"), attachment);

        plugins.Log.ShouldBe(["ADD one eth0", "ADD two eth0", "ADD three eth0"]);
        plugins.Calls[0].Has("prevResult").ShouldBeFalse();
        plugins.Calls[1].Text("prevResult").ShouldBe("""{"cniVersion":"1.0.0","dns":{"domain":"first"}}""");
        plugins.Calls[2].Text("prevResult").ShouldBe("""{"cniVersion":"1.0.0","dns":{"domain":"second"}}""");
        result.Result.Dns.Domain.ShouldBe("third");
    }

    [Fact]
    public void Every_plugin_of_a_list_gets_the_lists_name_and_version()
    {
        var network = Json.Network(
            """{"cniVersion":"0.4.0","name":"list","plugins":[{"type":"one","name":"own","cniVersion":"0.2.0"},{"type":"two"}]}""");

        Runtime.Add(network, attachment);

        foreach (var call in plugins.Calls)
        {
            call.Text("name").ShouldBe("\"list\"");
            call.Text("cniVersion").ShouldBe("\"0.4.0\"");
        }
    }

    [Fact]
    public void ADD_stops_at_the_first_error_and_keeps_its_code_and_words()
    {
        plugins.Fail("two", "ADD", 123, "expected plugin failure");

        var failure = Should.Throw<CniException>(() => Runtime.Add(Chain("1.0.0"), attachment));

        failure.Error.Code.ShouldBe(123);
        failure.Error.Message.ShouldBe("plugin 'two' failed (ADD): expected plugin failure");
        plugins.Log.ShouldBe(["ADD one eth0", "ADD two eth0"]);
    }

    [Fact]
    public void A_missing_binary_is_named_once_for_every_command()
    {
        plugins.Uninstall("one");
        var network = Json.Network("""{"cniVersion":"1.1.0","name":"net","type":"one"}""");
        Action[] commands =
        [
            () => Runtime.Add(network, attachment),
            () => Runtime.Check(network, attachment, null),
            () => Runtime.Delete(network, attachment, null),
            () => Runtime.Status(network),
        ];

        foreach (var command in commands)
        {
            Should.Throw<CniException>(command).Error.Message
                .ShouldStartWith("plugin 'one' is not installed on this node");
        }
    }

    [Theory]
    [InlineData("some-%%-id")]
    [InlineData("")]
    public void A_container_id_that_is_no_name_reaches_no_plugin(string id)
    {
        var failure =
            Should.Throw<CniException>(() => Runtime.Add(Chain("1.0.0"), attachment with { ContainerId = id }));

        failure.Error.Code.ShouldBe(CniErrorCode.InvalidEnvironment);
        plugins.Calls.ShouldBeEmpty();
    }

    [Fact]
    public void A_network_without_a_name_reaches_no_plugin()
    {
        var failure = Should.Throw<CniException>(() => Runtime.Add(Json.Network("""{"type":"one"}"""), attachment));

        failure.Error.Code.ShouldBe(CniErrorCode.InvalidNetworkConfig);
        plugins.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("sixteencharacter")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a:b")]
    [InlineData("a b")]
    public void An_interface_name_that_the_kernel_refuses_reaches_no_plugin(string name)
    {
        var failure = Should.Throw<CniException>(() => Runtime.Add(Chain("1.0.0"), attachment with { IfName = name }));

        failure.Error.Code.ShouldBe(CniErrorCode.InvalidEnvironment);
        plugins.Calls.ShouldBeEmpty();
    }

    [Fact]
    public void DEL_runs_in_reverse_and_each_plugin_gets_the_final_result()
    {
        Runtime.Delete(Chain("0.4.0"), attachment, Json.Of(Result));

        plugins.Log.ShouldBe(["DEL three eth0", "DEL two eth0", "DEL one eth0"]);
        plugins.Calls.ShouldAllBe(call => call.Text("prevResult") == Result);
    }

    [Fact]
    public void DEL_below_0_4_0_hands_no_result_over()
    {
        Runtime.Delete(Chain("0.3.1"), attachment, Json.Of(Result));

        plugins.Calls.Count.ShouldBe(3);
        plugins.Calls.ShouldAllBe(call => !call.Has("prevResult"));
    }

    [Fact]
    public void DEL_without_a_result_and_repeated_succeeds()
    {
        Runtime.Delete(Chain("1.0.0"), attachment, Json.Of(Result));
        Runtime.Delete(Chain("1.0.0"), attachment with { Netns = "" }, null);

        plugins.Calls.Skip(3).ShouldAllBe(call => !call.Has("prevResult") && call.Environment["CNI_NETNS"].Length == 0);
        plugins.Calls.Count.ShouldBe(6);
    }

    [Fact]
    public void DEL_stops_at_the_first_error()
    {
        plugins.Fail("two", "DEL", 11, "later");

        var failure = Should.Throw<CniException>(() => Runtime.Delete(Chain("1.0.0"), attachment, null));

        failure.Error.Code.ShouldBe(11);
        plugins.Log.ShouldBe(["DEL three eth0", "DEL two eth0"]);
    }

    [Fact]
    public void CHECK_runs_forward_and_each_plugin_gets_the_same_result()
    {
        Runtime.Check(Chain("0.4.0"), attachment, Json.Of(Result));

        plugins.Log.ShouldBe(["CHECK one eth0", "CHECK two eth0", "CHECK three eth0"]);
        plugins.Calls.ShouldAllBe(call => call.Text("prevResult") == Result);
    }

    [Fact]
    public void CHECK_below_0_4_0_is_an_error_and_calls_nobody()
    {
        var failure = Should.Throw<CniException>(() => Runtime.Check(Chain("0.3.1"), attachment, null));

        failure.Error.Code.ShouldBe(CniErrorCode.IncompatibleVersion);
        plugins.Calls.ShouldBeEmpty();
    }

    [Fact]
    public void CHECK_that_the_network_disables_succeeds_and_calls_nobody()
    {
        Runtime.Check(
            Json.Network("""{"cniVersion":"1.0.0","name":"n","disableCheck":true,"plugins":[{"type":"one"}]}"""),
            attachment,
            null);

        plugins.Calls.ShouldBeEmpty();
    }

    [Fact]
    public void STATUS_asks_everybody()
    {
        Runtime.Status(Chain("1.1.0"));

        plugins.Calls.Select(call => $"{call.Command} {call.Type}")
            .ShouldBe(["STATUS one", "STATUS two", "STATUS three"]);
        plugins.Calls.ShouldAllBe(call => call.IfName.Length == 0 && call.Environment["CNI_CONTAINERID"].Length == 0);
    }

    [Fact]
    public void STATUS_keeps_the_code_of_the_plugin_that_is_not_ready()
    {
        plugins.Fail("two", "STATUS", 50, "not yet");

        var failure = Should.Throw<CniException>(() => Runtime.Status(Chain("1.1.0")));

        failure.Error.Code.ShouldBe(50);
        plugins.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public void STATUS_and_GC_below_1_1_0_call_nobody()
    {
        Runtime.Status(Chain("1.0.0"));
        Runtime.CollectGarbage(Chain("1.0.0"), Json.Of("[]"));

        plugins.Calls.ShouldBeEmpty();
    }

    [Fact]
    public void GC_tells_everybody_under_both_names_of_the_key_and_goes_on_after_a_failure()
    {
        plugins.Fail("one", "GC", 7, "first");
        plugins.Fail("two", "GC", 8, "second");
        const string valid = """[{"containerID":"pod-1","ifname":"eth0"}]""";

        var failure = Should.Throw<CniException>(() => Runtime.CollectGarbage(Chain("1.1.0"), Json.Of(valid)));

        failure.Error.Message.ShouldContain("first");
        failure.Error.Message.ShouldContain("second");
        plugins.Calls.Count.ShouldBe(3);
        plugins.Calls.ShouldAllBe(
            call => call.Text("cni.dev/valid-attachments") == valid && call.Text("cni.dev/attachments") == valid);
    }

    [Fact]
    public void GC_that_the_network_disables_calls_nobody()
    {
        Runtime.CollectGarbage(
            Json.Network("""{"cniVersion":"1.1.0","name":"n","disableGC":true,"plugins":[{"type":"one"}]}"""),
            Json.Of("[]"));

        plugins.Calls.ShouldBeEmpty();
    }

    internal static NetworkConfig Chain(string version) => Json.Network(
        $$"""{"cniVersion":"{{version}}","name":"net","plugins":[{"type":"one"},{"type":"two"},{"type":"three"}]}""");
}
