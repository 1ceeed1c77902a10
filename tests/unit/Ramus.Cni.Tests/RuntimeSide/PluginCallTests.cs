using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Linux.Processes;

namespace Ramus.Cni.Tests.RuntimeSide;

/// <summary>Failing and hostile plugins: how their output and their exit are reported.</summary>
public sealed class PluginCallTests : IDisposable
{
    private readonly ScriptPlugins plugins = new("one");
    private readonly NetworkConfig network = Json.Network("""{"cniVersion":"1.0.0","name":"net","type":"one"}""");
    private readonly AttachmentParameters attachment =
        new() { ContainerId = "pod-1", Netns = "/some/netns", IfName = "eth0" };

    public void Dispose() => plugins.Dispose();

    [Theory]
    [InlineData("exit 3", "plugin 'one' failed (ADD): ended with status 3 and printed nothing")]
    [InlineData(
        "echo oops >&2; exit 1",
        "plugin 'one' failed (ADD): ended with status 1 and printed no CNI error object: oops")]
    [InlineData(
        "echo panic; exit 2",
        "plugin 'one' failed (ADD): ended with status 2 and printed no CNI error object: panic")]
    [InlineData("kill -SEGV $$", "plugin 'one' failed (ADD): was killed by signal 11")]
    [InlineData("""echo '{"msg":"no code"}'; exit 1""", "plugin 'one' failed (ADD): no code")]
    public void A_plugin_that_fails_without_an_error_object_is_quoted(string body, string message)
    {
        plugins.On("one", "ADD", body);

        var error = Failure();

        error.Code.ShouldBe(999);
        error.Message.ShouldBe(message);
    }

    [Fact]
    public void Standard_error_of_a_failing_plugin_becomes_details()
    {
        plugins.On("one", "ADD", """echo 'look here' >&2; echo '{"code":7,"msg":"no"}'; exit 1""");

        var error = Failure();

        error.Code.ShouldBe(7);
        error.Message.ShouldBe("plugin 'one' failed (ADD): no");
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("[]")]
    [InlineData("{\"cniVersion\":\"1.0.0\"")]
    [InlineData("""{"cniVersion":"1.0.0","ips":[{"address":7}]}""")]
    [InlineData("""{"cniVersion":"1.0.0","ips":[{"address":"10.0.0.1"}]}""")]
    [InlineData("""{"cniVersion":"9.9.9"}""")]
    [InlineData("""{"cniVersion":"1.0.0"}{"cniVersion":"1.0.0"}""")]
    public void A_success_without_a_valid_result_is_a_failure(string output)
    {
        plugins.Answer("one", "ADD", output);

        var error = Failure();

        error.Code.ShouldBe(CniErrorCode.DecodingFailure);
        error.Message.ShouldStartWith("plugin 'one' succeeded but printed no valid result: ");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    public void A_plugin_may_have_nothing_to_say(string output)
    {
        foreach (var version in CniVersions.Supported)
        {
            plugins.Answer("one", "ADD", output);

            var result = Run(Json.Network($$"""{"cniVersion":"{{version}}","name":"net","type":"one"}"""));

            result.Result.IsEmpty.ShouldBeTrue();
            result.Json.GetProperty("cniVersion").GetString().ShouldBe(version);
        }
    }

    [Theory]
    [InlineData("""{"ips":[{"address":"10.0.0.2/24"}]}""")]
    [InlineData("""{"cniVersion":"","ips":[{"address":"10.0.0.2/24"}]}""")]
    public void A_result_without_a_version_has_that_of_the_configuration(string output)
    {
        plugins.Answer("one", "ADD", output);

        var result = Run(network);

        result.Json.GetProperty("cniVersion").GetString().ShouldBe("1.0.0");
        result.Result.Ips.ShouldHaveSingleItem().Address.ShouldBe("10.0.0.2/24");
    }

    [Fact]
    public void A_result_of_another_version_is_converted()
    {
        plugins.Answer("one", "ADD", """{"cniVersion":"0.2.0","ip4":{"ip":"10.0.0.2/24"}}""");

        var result = Run(network);

        result.Json.GetProperty("cniVersion").GetString().ShouldBe("1.0.0");
        result.Json.GetProperty("ips")[0].GetProperty("address").GetString().ShouldBe("10.0.0.2/24");
    }

    [Fact]
    public void Our_variables_replace_inherited_ones()
    {
        Environment.SetEnvironmentVariable("CNI_IFNAME", "inherited");
        Environment.SetEnvironmentVariable("CNI_NETNS_OVERRIDE", "1");
        Environment.SetEnvironmentVariable("RAMUS_TEST_INHERITED", "yes");
        try
        {
            Run(network);
        }
        finally
        {
            Environment.SetEnvironmentVariable("CNI_IFNAME", null);
            Environment.SetEnvironmentVariable("CNI_NETNS_OVERRIDE", null);
            Environment.SetEnvironmentVariable("RAMUS_TEST_INHERITED", null);
        }

        // Reading the recorded calls fails when a variable occurs twice.
        var call = plugins.Calls.ShouldHaveSingleItem();
        call.IfName.ShouldBe("eth0");
        call.Environment["CNI_NETNS_OVERRIDE"].ShouldBe("1");
        call.Environment["RAMUS_TEST_INHERITED"].ShouldBe("yes");
    }

    [Theory]
    [InlineData("ADD")]
    [InlineData("DEL")]
    [InlineData("CHECK")]
    [InlineData("STATUS")]
    [InlineData("GC")]
    public void A_plugin_that_does_not_end_is_killed_at_the_deadline(string command)
    {
        plugins.On("one", command, "exec sleep 60");
        var runtime = new NetworkRuntime(new Delegates(plugins.Path), ChildLimits.In(TimeSpan.FromMilliseconds(300)));
        var newest = Json.Network("""{"cniVersion":"1.1.0","name":"net","type":"one"}""");

        var failure = Should.Throw<CniException>(() => Call(runtime, command, newest));

        failure.Error.Message.ShouldBe($"plugin 'one' failed ({command}): did not finish in time and was killed");
    }

    [Theory]
    [InlineData("ADD")]
    [InlineData("DEL")]
    [InlineData("CHECK")]
    [InlineData("STATUS")]
    [InlineData("GC")]
    public void No_failure_of_a_plugin_tells_values_of_the_nodes_annotations(string command)
    {
        plugins.On("one", command, """echo 'no 7391-0246' >&2; echo '{"code":7,"msg":"no 7391-0246"}'; exit 1""");
        var runtime = new NetworkRuntime(new Delegates(plugins.Path), ChildLimits.In(TimeSpan.FromSeconds(10)));
        var network = Json.Network("""
            {"cniVersion":"1.1.0","name":"net","ramus.dev/hidden":[{"annotation":"pass","value":"7391-0246"}],
             "plugins":[{"type":"one","master":"7391-0246"}]}
            """);

        var error = Should.Throw<CniException>(() => Call(runtime, command, network)).Error;

        error.Message.ShouldBe($"plugin 'one' failed ({command}): no ${{node.annotations['pass']}}");
        $"{error.Details}".ShouldNotContain("7391-0246");
    }

    [Fact]
    public void A_plugin_that_prints_without_end_is_killed()
    {
        plugins.On("one", "ADD", "exec cat /dev/zero");

        Failure().Message.ShouldBe("plugin 'one' failed (ADD): printed more than 4 MiB and was killed");
    }

    [Fact]
    public void A_file_that_cannot_be_executed_is_named()
    {
        var path = Path.Combine(plugins.Directory, "text");
        File.WriteAllText(path, "not a program");

        var failure = Should.Throw<CniException>(
            () => Run(Json.Network("""{"cniVersion":"1.0.0","name":"net","type":"text"}""")));

        failure.Error.Code.ShouldBe(CniErrorCode.IoFailure);
        failure.Error.Message.ShouldContain(path);
    }

    private void Call(NetworkRuntime runtime, string command, NetworkConfig config)
    {
        switch (command)
        {
            case "ADD": runtime.Add(config, attachment); break;
            case "DEL": runtime.Delete(config, attachment, null); break;
            case "CHECK": runtime.Check(config, attachment, null); break;
            case "STATUS": runtime.Status(config); break;
            default: runtime.CollectGarbage(config, Json.Of("[]")); break;
        }
    }

    private AttachmentResult Run(NetworkConfig config) =>
        new NetworkRuntime(new Delegates(plugins.Path), ChildLimits.In(TimeSpan.FromSeconds(10)))
            .Add(config, attachment);

    private CniError Failure() => Should.Throw<CniException>(() => Run(network)).Error;
}
