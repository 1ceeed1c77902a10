using System.Text;
using System.Text.Json;
using Ramus.Cni.PluginSide;
using Ramus.Contract.Cni;

namespace Ramus.Cni.Tests.PluginSide;

/// <summary>The checks of Go's skel package, in its order: runtimes and other projects' tests match on them.</summary>
public sealed class PluginMainTests
{
    private readonly RecordingPlugin plugin = new();

    [Theory]
    [InlineData("ADD")]
    [InlineData("DEL")]
    [InlineData("CHECK")]
    [InlineData("GC")]
    [InlineData("STATUS")]
    public void Only_the_command_that_was_asked_for_runs(string command)
    {
        var answer = RecordingPlugin.Call(command).With("CNI_ARGS", "A=B").Of(plugin);

        answer.ShouldSucceed();
        var request = plugin.Requests.ShouldHaveSingleItem();
        request.Command.ShouldBe(command);
        request.ContainerId.ShouldBe("dummy");
        request.Netns.ShouldBe("/some/netns");
        request.IfName.ShouldBe("eth0");
        request.Args.ShouldBe("A=B");
        request.Path.ShouldBe(["/some/bin", "/other/bin"]);
        request.Config.GetProperty("name").GetString().ShouldBe("net");
        request.CniVersion.ShouldBe("1.1.0");
        answer.Output.ShouldBe(command == "ADD" ? "{\"cniVersion\":\"1.0.0\"}" : "");
    }

    [Fact]
    public void VERSION_reads_neither_standard_input_nor_other_variables()
    {
        var answer = new PluginRun().With("CNI_COMMAND", "VERSION").Of(plugin);

        answer.ShouldSucceed();
        answer.Output.ShouldBe(
            """{"cniVersion":"1.1.0","supportedVersions":["0.1.0","0.2.0","0.3.0","0.3.1","0.4.0","1.0.0","1.1.0"]}""" + "\n");
    }

    [Theory]
    [InlineData("FOO")]
    [InlineData("add")]
    public void An_unknown_command_is_refused_in_the_words_that_callers_recognise(string command)
    {
        RecordingPlugin.Call(command).Of(plugin).ShouldFail(4).ShouldBe($"unknown CNI_COMMAND: {command}");

        // Judged first: the configuration has no name, or cannot be read at all, and no other variable is set.
        foreach (var input in new[] { "{}", "{", "" })
        {
            new PluginRun().With("CNI_COMMAND", command).Reading(input).Of(plugin)
                .ShouldFail(4).ShouldBe($"unknown CNI_COMMAND: {command}");
        }
    }

    [Fact]
    public void Run_by_hand_it_says_what_it_is_on_standard_error()
    {
        var answer = new PluginRun().Of(plugin);

        answer.Status.ShouldBe(0);
        answer.Output.ShouldBeEmpty();
        answer.ErrorOutput.ShouldContain("a plugin for tests");
        answer.ErrorOutput.ShouldContain("1.1.0");
    }

    [Fact]
    public void Standard_input_that_cannot_be_read_is_an_io_failure()
    {
        var call = RecordingPlugin.Call("ADD");
        call.Input = () => throw new IOException("test banana");

        call.Of(plugin).ShouldFail(5).ShouldContain("test banana");
    }

    [Fact]
    public void A_plugins_own_error_is_kept()
    {
        var failing = new RecordingPlugin { Do = () => throw new CniException(123, "potato", "more") };

        var answer = RecordingPlugin.Call("ADD").Of(failing);

        answer.ShouldFail(123).ShouldBe("potato");
        answer.Details.ShouldBe("more");
    }

    [Fact]
    public void An_error_without_a_code_is_internal()
    {
        var failing = new RecordingPlugin { Do = () => throw new InvalidOperationException("potato") };

        RecordingPlugin.Call("DEL").Of(failing).ShouldFail(999).ShouldContain("potato");
    }

    [Fact]
    public void An_error_is_printed_as_Go_plugins_print_it()
    {
        var failing = new RecordingPlugin { Do = () => throw new CniException(7, "say \"no\" & <stop>\t\n") };

        var answer = RecordingPlugin.Call("ADD").Reading("""{"cniVersion":"0.4.0","name":"net"}""").Of(failing);

        answer.Output.ShouldBe(
            """
            {
                "cniVersion": "0.4.0",
                "code": 7,
                "msg": "say \"no\" \u0026 \u003cstop\u003e\t\n"
            }
            """);
    }

    [Fact]
    public void A_runtime_that_went_away_is_no_crash()
    {
        var status = PluginMain.Run(plugin, new PluginProcess
        {
            Variable = name => RecordingPlugin.Call("ADD").Environment.GetValueOrDefault(name),
            ReadInput = () => Encoding.UTF8.GetBytes(RecordingPlugin.Config),
            WriteOutput = _ => throw new IOException("cannot write standard output: Broken pipe"),
            WriteError = _ => throw new IOException("cannot write standard error: Broken pipe"),
        });

        status.ShouldBe(1);
    }

    [Fact]
    public void Standard_output_is_one_JSON_text_whatever_happens()
    {
        string[] configs = [RecordingPlugin.Config, "{", """{"name":"net","cniVersion":"\ud83d\ude00"}""", """{"name":"\"\\\u0007"}"""];
        foreach (var config in configs)
        {
            foreach (var command in (string[])["ADD", "DEL", "CHECK", "GC", "STATUS", "VERSION", "\"\\\u0007\n"])
            {
                var answer = RecordingPlugin.Call(command).Reading(config).Of(plugin);

                if (answer.Output.Length > 0)
                {
                    Should.NotThrow(() => JsonDocument.Parse(answer.Output), $"{command}: {answer.Output}");
                }
            }
        }
    }
}
