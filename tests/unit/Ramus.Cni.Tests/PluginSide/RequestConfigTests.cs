namespace Ramus.Cni.Tests.PluginSide;

/// <summary>The checks of the configuration on standard input, with the messages of Go's skel package.</summary>
public sealed class RequestConfigTests
{
    private readonly RecordingPlugin plugin = new();

    [Fact]
    public void A_configuration_without_a_version_is_of_0_1_0()
    {
        RecordingPlugin.Call("ADD").Reading("""{"name":"net"}""").Of(plugin).ShouldSucceed();

        plugin.Requests.ShouldHaveSingleItem().CniVersion.ShouldBe("0.1.0");
    }

    [Theory]
    [InlineData("CHECK", "0.3.1")]
    [InlineData("CHECK", "0.2.0")]
    [InlineData("GC", "1.0.0")]
    [InlineData("STATUS", "1.0.0")]
    [InlineData("STATUS", "0.4.0")]
    public void A_command_that_the_version_does_not_know_is_refused(string command, string version)
    {
        var answer = RecordingPlugin.Call(command).Reading($$"""{"cniVersion":"{{version}}","name":"net"}""").Of(plugin);

        answer.ShouldFail(1).ShouldBe($"config version does not allow {command}");
        plugin.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ADD", "2.0.0", 1)]
    [InlineData("DEL", "2.0.0", 1)]
    [InlineData("CHECK", "2.0.0", 1)]
    [InlineData("GC", "2.0.0", 1)]
    [InlineData("STATUS", "2.0.0", 1)]
    [InlineData("ADD", "1.0", 1)]
    [InlineData("ADD", "adsfsadf", 1)]
    [InlineData("DEL", "adsfsadf", 1)]
    [InlineData("CHECK", "adsfsadf", 6)]
    [InlineData("GC", "adsfsadf", 6)]
    [InlineData("STATUS", "adsfsadf", 6)]
    public void An_unknown_version_is_refused_with_the_code_that_Go_plugins_use(
        string command, string version, int code)
    {
        var answer = RecordingPlugin.Call(command).Reading($$"""{"cniVersion":"{{version}}","name":"net"}""").Of(plugin);

        answer.ShouldFail(code);
        if (code == 1)
        {
            answer.Message.ShouldBe("incompatible CNI versions");
            answer.Details.ShouldStartWith($"config is \"{version}\", plugin supports [\"0.1.0\"");
        }
    }

    [Theory]
    [InlineData("{", 6)]
    [InlineData("", 6)]
    [InlineData("[]", 6)]
    [InlineData("null", 6)]
    [InlineData("""{"name":"a","name":"b"}""", 6)]
    [InlineData("""{"name":"a","Name":"b"}""", 6)]
    [InlineData("""{"name":"a"} x""", 6)]
    [InlineData("""{"cniVersion":"1.1.0"}""", 7)]
    [InlineData("""{"cniVersion":"1.1.0","name":""}""", 7)]
    [InlineData("""{"cniVersion":"1.1.0","name":"../x"}""", 7)]
    [InlineData("""{"cniVersion":"1.1.0","name":"net%"}""", 7)]
    [InlineData("""{"cniVersion":"1.1.0","name":"-net"}""", 7)]
    [InlineData("""{"cniVersion":"1.1.0","name":7}""", 7)]
    public void A_broken_configuration_is_refused_for_every_command(string config, int code)
    {
        foreach (var command in (string[])["ADD", "DEL", "CHECK", "GC", "STATUS"])
        {
            RecordingPlugin.Call(command).Reading(config).Of(plugin).ShouldFail(code);
        }

        plugin.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void Keys_are_read_as_Go_reads_them()
    {
        RecordingPlugin.Call("ADD").Reading("""{"CNIVersion":"0.4.0","NAME":"net"}""").Of(plugin).ShouldSucceed();

        plugin.Requests.ShouldHaveSingleItem().CniVersion.ShouldBe("0.4.0");
    }
}
