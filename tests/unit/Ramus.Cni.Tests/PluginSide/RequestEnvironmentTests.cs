namespace Ramus.Cni.Tests.PluginSide;

/// <summary>The checks of CNI_* variables, with the messages of Go's skel package.</summary>
public sealed class RequestEnvironmentTests
{
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
            var answer = RecordingPlugin.Call(command).With(variable, value).Of(plugin);

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
        var call = RecordingPlugin.Call(command);
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
            var answer = RecordingPlugin.Call(command).With("CNI_CONTAINERID", id).With("CNI_IFNAME", "").Of(plugin);

            answer.ShouldFail(4).ShouldContain($"CNI_CONTAINERID '{id}'");
        }
    }

    [Fact]
    public void A_container_id_that_fits_no_file_name_is_refused() =>
        RecordingPlugin.Call("ADD").With("CNI_CONTAINERID", new string('a', 250)).Of(plugin).ShouldFail(4)
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
            RecordingPlugin.Call(command).With("CNI_IFNAME", name).Of(plugin).ShouldFail(4).ShouldContain("CNI_IFNAME");
        }
    }

    [Fact]
    public void Names_are_not_looked_at_where_they_mean_nothing()
    {
        foreach (var command in (string[])["GC", "STATUS", "VERSION"])
        {
            RecordingPlugin.Call(command).With("CNI_CONTAINERID", "%%").With("CNI_IFNAME", "a/b").Of(plugin)
                .ShouldSucceed();
        }
    }
}
