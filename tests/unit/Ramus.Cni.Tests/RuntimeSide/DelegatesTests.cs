using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Linux.Processes;

namespace Ramus.Cni.Tests.RuntimeSide;

/// <summary>A plugin's type decides how it runs, for every check and every command.</summary>
public sealed class DelegatesTests : IDisposable
{
    private static readonly AttachmentParameters Attachment =
        new() { ContainerId = "pod-1", Netns = "/some/netns", IfName = "eth0" };

    private readonly ScriptPlugins plugins = new("one");

    public static TheoryData<string> Commands => ["ADD", "DEL", "CHECK", "STATUS", "GC"];

    private NetworkRuntime Runtime => new(new Delegates(plugins.Path), ChildLimits.In(TimeSpan.FromSeconds(10)));

    public void Dispose() => plugins.Dispose();

    [Fact]
    public void A_plugin_without_a_program_is_not_installed_unless_it_needs_none()
    {
        var delegates = new Delegates(plugins.Path);

        delegates.RequireInstalled(Chain("passthru", "one"));
        Should.Throw<CniException>(() => delegates.RequireInstalled(Chain("one", "two"))).Message
            .ShouldStartWith("plugin 'two' is not installed on this node");
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Passthru_needs_no_program_for_any_command(string command)
    {
        Run(command, Chain("passthru", "one"));

        plugins.Calls.ShouldHaveSingleItem().Environment["CNI_COMMAND"].ShouldBe(command);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_program_that_is_missing_is_missed_by_every_command(string command) =>
        Should.Throw<CniException>(() => Run(command, Chain("two"))).Message
            .ShouldContain("plugin 'two' is not installed on this node");

    [Fact]
    public void After_passthru_the_next_plugin_has_its_result_before_it()
    {
        Run("ADD", Chain("passthru", "one"));

        plugins.Calls.ShouldHaveSingleItem().Text("prevResult").ShouldBe("""{"cniVersion":"1.1.0"}""");
    }

    private static NetworkConfig Chain(params string[] types)
    {
        var plugins = string.Join(',', types.Select(type => $$"""{"type":"{{type}}"}"""));
        return Json.Network($$"""{"cniVersion":"1.1.0","name":"net","plugins":[{{plugins}}]}""");
    }

    private void Run(string command, NetworkConfig network)
    {
        switch (command)
        {
            case "ADD":
                Runtime.Add(network, Attachment);
                break;
            case "DEL":
                Runtime.Delete(network, Attachment, null);
                break;
            case "CHECK":
                Runtime.Check(network, Attachment, null);
                break;
            case "STATUS":
                Runtime.Status(network);
                break;
            default:
                Runtime.CollectGarbage(network, Json.Of("[]"));
                break;
        }
    }
}
