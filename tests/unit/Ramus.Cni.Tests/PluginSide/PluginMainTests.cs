using System.Text;
using System.Text.Json;
using Ramus.Cni.PluginSide;
using Ramus.Contract.Cni;

namespace Ramus.Cni.Tests.PluginSide;

/// <summary>The rules of Go's skel package, in its order: runtimes and other projects' tests match on them.</summary>
public sealed class PluginMainTests
{
    private const string Config = """{"cniVersion":"1.1.0","name":"net","type":"ramus"}""";

    private readonly RecordingPlugin plugin = new();

    [Theory]
    [InlineData("ADD", "CNI_CONTAINERID")]
    [InlineData("ADD", "CNI_NETNS")]
    [InlineData("ADD", "CNI_IFNAME")]
    [InlineData("ADD", "CNI_PATH")]
    [InlineData("CHECK", "CNI_CONTAINERID")]
    [InlineData("CHECK", "CNI_NETNS")]
    [InlineData("CHECK", "CNI_IFNAME")]
    [InlineData("CHECK", "CNI_PATH")]
    [InlineData("DEL", "CNI_CONTAINERID")]
    [InlineData("DEL", "CNI_IFNAME")]
    [InlineData("DEL", "CNI_PATH")]
    [InlineData("GC", "CNI_PATH")]
    [InlineData("STATUS", "CNI_PATH")]
    public void A_missing_variable_is_named(string command, string variable)
    {
        foreach (var value in (string?[])[null, ""])
        {
            var answer = Call(command).With(variable, value).Of(plugin);

            answer.ShouldFail(4).ShouldBe($"required env variables [{variable}] missing");
        }

        plugin.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ADD", "CNI_ARGS")]
    [InlineData("CHECK", "CNI_ARGS")]
    [InlineData("DEL", "CNI_ARGS,CNI_NETNS")]
    [InlineData("GC", "CNI_ARGS,CNI_NETNS,CNI_CONTAINERID,CNI_IFNAME")]
    [InlineData("STATUS", "CNI_ARGS,CNI_NETNS,CNI_CONTAINERID,CNI_IFNAME")]
    [InlineData("VERSION", "CNI_ARGS,CNI_NETNS,CNI_CONTAINERID,CNI_IFNAME,CNI_PATH")]
    public void Optional_variables_may_be_missing(string command, string variables)
    {
        var call = Call(command);
        foreach (var variable in variables.Split(','))
        {
            call.With(variable, null);
        }

        call.Of(plugin).ShouldSucceed();
    }

    [Fact]
    public void All_missing_variables_are_named_at_once()
    {
        var answer = new PluginRun().With("CNI_COMMAND", "ADD").Of(plugin);

        answer.ShouldFail(4).ShouldBe("required env variables [CNI_CONTAINERID,CNI_NETNS,CNI_IFNAME,CNI_PATH] missing");
    }

    [Theory]
    [InlineData("some-%%-id")]
    [InlineData("../etc")]
    [InlineData("a/b")]
    [InlineData("-leading")]
    [InlineData(".leading")]
    [InlineData("with space")]
    [InlineData("naïve")]
    public void A_container_id_that_is_no_name_is_refused_before_anything_else(string id)
    {
        foreach (var command in (string[])["ADD", "DEL", "CHECK"])
        {
            var answer = Call(command).With("CNI_CONTAINERID", id).With("CNI_IFNAME", "").Of(plugin);

            answer.ShouldFail(4).ShouldContain($"CNI_CONTAINERID '{id}'");
        }
    }

    [Fact]
    public void A_container_id_that_fits_no_file_name_is_refused() =>
        Call("ADD").With("CNI_CONTAINERID", new string('a', 250)).Of(plugin).ShouldFail(4)
            .ShouldContain("CNI_CONTAINERID");

    [Theory]
    [InlineData("sixteencharacter")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a:b")]
    [InlineData("a b")]
    [InlineData("a\tb")]
    public void An_interface_name_that_the_kernel_refuses_is_refused(string name)
    {
        foreach (var command in (string[])["ADD", "DEL", "CHECK"])
        {
            Call(command).With("CNI_IFNAME", name).Of(plugin).ShouldFail(4).ShouldContain("CNI_IFNAME");
        }
    }

    [Fact]
    public void Names_are_not_looked_at_where_they_mean_nothing()
    {
        foreach (var command in (string[])["GC", "STATUS", "VERSION"])
        {
            Call(command).With("CNI_CONTAINERID", "%%").With("CNI_IFNAME", "a/b").Of(plugin).ShouldSucceed();
        }
    }

    [Theory]
    [InlineData("ADD")]
    [InlineData("DEL")]
    [InlineData("CHECK")]
    [InlineData("GC")]
    [InlineData("STATUS")]
    public void Only_the_command_that_was_asked_for_runs(string command)
    {
        var answer = Call(command).With("CNI_ARGS", "A=B").Of(plugin);

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
    public void A_configuration_without_a_version_is_of_0_1_0()
    {
        Call("ADD").Reading("""{"name":"net"}""").Of(plugin).ShouldSucceed();

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
        var answer = Call(command).Reading($$"""{"cniVersion":"{{version}}","name":"net"}""").Of(plugin);

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
        var answer = Call(command).Reading($$"""{"cniVersion":"{{version}}","name":"net"}""").Of(plugin);

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
        foreach (var command in (string[])["ADD", "DEL", "CHECK", "GC", "STATUS", "FOO"])
        {
            Call(command).Reading(config).Of(plugin).ShouldFail(code);
        }

        plugin.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void Keys_are_read_as_Go_reads_them()
    {
        Call("ADD").Reading("""{"CNIVersion":"0.4.0","NAME":"net"}""").Of(plugin).ShouldSucceed();

        plugin.Requests.ShouldHaveSingleItem().CniVersion.ShouldBe("0.4.0");
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
    public void An_unknown_command_is_refused_in_the_words_that_callers_recognise(string command) =>
        Call(command).Of(plugin).ShouldFail(4).ShouldBe($"unknown CNI_COMMAND: {command}");

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
        var call = Call("ADD");
        call.Input = () => throw new IOException("test banana");

        call.Of(plugin).ShouldFail(5).ShouldContain("test banana");
    }

    [Fact]
    public void A_plugins_own_error_is_kept()
    {
        var failing = new RecordingPlugin { Do = () => throw new CniException(123, "potato", "more") };

        var answer = Call("ADD").Of(failing);

        answer.ShouldFail(123).ShouldBe("potato");
        answer.Details.ShouldBe("more");
    }

    [Fact]
    public void An_error_without_a_code_is_internal()
    {
        var failing = new RecordingPlugin { Do = () => throw new InvalidOperationException("potato") };

        Call("DEL").Of(failing).ShouldFail(999).ShouldContain("potato");
    }

    [Fact]
    public void An_error_is_printed_as_Go_plugins_print_it()
    {
        var failing = new RecordingPlugin { Do = () => throw new CniException(7, "say \"no\" & <stop>\u0001\n") };

        var answer = Call("ADD").Reading("""{"cniVersion":"0.4.0","name":"net"}""").Of(failing);

        answer.Output.ShouldBe(
            """
            {
                "cniVersion": "0.4.0",
                "code": 7,
                "msg": "say \"no\" \u0026 \u003cstop\u003e\u0001\n"
            }
            """);
    }

    [Fact]
    public void A_runtime_that_went_away_is_no_crash()
    {
        var status = PluginMain.Run(plugin, new PluginProcess
        {
            Variable = name => Call("ADD").Environment.GetValueOrDefault(name),
            ReadInput = () => Encoding.UTF8.GetBytes(Config),
            WriteOutput = _ => throw new IOException("cannot write standard output: Broken pipe"),
            WriteError = _ => throw new IOException("cannot write standard error: Broken pipe"),
        });

        status.ShouldBe(1);
    }

    [Fact]
    public void Standard_output_is_one_JSON_text_whatever_happens()
    {
        string[] configs = [Config, "{", """{"name":"net","cniVersion":"\ud83d\ude00"}""", """{"name":"\"\\\u0007"}"""];
        foreach (var config in configs)
        {
            foreach (var command in (string[])["ADD", "DEL", "CHECK", "GC", "STATUS", "VERSION", "\"\\\u0007\n"])
            {
                var answer = Call(command).Reading(config).Of(plugin);

                if (answer.Output.Length > 0)
                {
                    Should.NotThrow(() => JsonDocument.Parse(answer.Output), $"{command}: {answer.Output}");
                }
            }
        }
    }

    private static PluginRun Call(string command) => new PluginRun()
        .With("CNI_COMMAND", command)
        .With("CNI_CONTAINERID", "dummy")
        .With("CNI_NETNS", "/some/netns")
        .With("CNI_IFNAME", "eth0")
        .With("CNI_PATH", "/some/bin:/other/bin")
        .Reading(Config);
}
