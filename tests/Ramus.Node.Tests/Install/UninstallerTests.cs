using Ramus.Node.Install;
using Ramus.Node.Tests.Support;

namespace Ramus.Node.Tests.Install;

public sealed class UninstallerTests : IDisposable
{
    private const string Ours = """{"name":"ramus","plugins":[{"type":"ramus"}]}""";

    private readonly TempDir root = new();

    public UninstallerTests()
    {
        root.Write("""{"name":"cbr0","type":"bridge"}""", "conf", "10-bridge.conf");
        root.Write(Ours, "conf", "00-ramus.conflist");
        root.Write("{}", "conf", "ramus.d", "networks", "default", "a.conflist");
        root.Write("binary", "bin", "ramus");
        root.Write("binary", "bin", "bridge");
        root.Write("{}", "state", "spool", "c1.json");
        Directory.CreateDirectory(root.At("state", "attachments"));
    }

    public void Dispose() => root.Dispose();

    [Fact]
    public void It_takes_away_exactly_what_the_agent_made()
    {
        var lines = Uninstall();

        root.Names("conf").ShouldBe(["10-bridge.conf"]);
        root.Names("bin").ShouldBe(["bridge"]);
        Directory.Exists(root.At("state")).ShouldBeFalse();
        lines.ShouldContain($"removed {root.At("conf", "00-ramus.conflist")}");
    }

    [Fact]
    public void A_second_run_finds_nothing_to_do()
    {
        Uninstall();

        Uninstall().ShouldBeEmpty();
    }

    [Fact]
    public void Attachments_keep_the_state_and_the_plugin_that_must_undo_them()
    {
        root.Write("{}", "state", "attachments", "c1.json");

        var lines = Uninstall();

        root.Names("conf").ShouldBe(["10-bridge.conf"]);
        File.Exists(root.At("bin", "ramus")).ShouldBeTrue();
        File.Exists(root.At("state", "attachments", "c1.json")).ShouldBeTrue();
        lines[^1].ShouldContain("still have attachments");
    }

    [Fact]
    public void Our_file_goes_under_the_name_that_Cilium_gave_it_too()
    {
        File.Move(root.At("conf", "00-ramus.conflist"), root.At("conf", "00-ramus.conflist.cilium_bak"));
        root.Write(Ours, "conf", "0-ramus.conflist");
        root.Write("""{"name":"other","plugins":[{"type":"bridge"}]}""", "conf", "00-ramus.conflist.saved");

        Uninstall();

        root.Names("conf").ShouldBe(["00-ramus.conflist.saved", "10-bridge.conf"]);
    }

    private List<string> Uninstall() => [.. Uninstaller.Run(root.At("conf"), root.At("bin"), root.At("state"))];
}
