
namespace Ramus.Plugin.Tests.Commands;

/// <summary>DEL with the record of a killed ADD, or of an earlier boot.</summary>
public sealed class DeleteRecordTests : IDisposable
{
    private readonly ScratchNode node = new ScratchNode(new RamusPlugin()).Render("shop/one").Render("shop/two");

    public void Dispose() => node.Dispose();

    [Fact]
    public void An_attachment_that_was_never_started_is_not_detached()
    {
        node.Asking("one,two").Add().ShouldSucceed();
        KeepLines(line => !line.Contains("ed\":2", StringComparison.Ordinal));
        node.Plugins.Forget();

        node.Delete().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["DEL one net1", "DEL default eth0"]);
    }

    [Fact]
    public void A_started_but_unfinished_attachment_is_detached()
    {
        node.Asking("one,two").Add().ShouldSucceed();
        KeepLines(line => !line.Contains("\"attached\":2", StringComparison.Ordinal));
        node.Plugins.Forget();

        node.Delete().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["DEL two net2", "DEL one net1", "DEL default eth0"]);
        node.Plugins.Calls[0].Has("prevResult").ShouldBeFalse();
        node.Plugins.Calls[1].Has("prevResult").ShouldBeTrue();
    }

    [Fact]
    public void A_torn_last_line_says_nothing()
    {
        node.Asking("one").Add().ShouldSucceed();
        var content = File.ReadAllText(node.RecordFile);
        File.WriteAllText(node.RecordFile, content[..^20]);
        node.Plugins.Forget();

        node.Delete().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["DEL one net1", "DEL default eth0"]);
        node.Plugins.Calls[0].Has("prevResult").ShouldBeFalse();
        node.Remembered.ShouldBeEmpty();
    }

    [Fact]
    public void After_a_reboot_everything_intended_is_detached()
    {
        // The lines after the intent are not flushed: a power failure may remove them.
        node.Asking("one,two").Add().ShouldSucceed();
        var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        var intent = File.ReadAllLines(node.RecordFile)[0];
        intent.ShouldContain(boot);
        File.WriteAllText(node.RecordFile, intent.Replace(boot, "another", StringComparison.Ordinal) + "\n");
        node.Plugins.Forget();

        node.Delete().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["DEL two net2", "DEL one net1", "DEL default eth0"]);
    }

    [Fact]
    public void A_record_that_cannot_be_read_does_not_keep_the_pod_for_ever()
    {
        node.Asking("one").Add().ShouldSucceed();
        File.WriteAllText(node.RecordFile, "\0\0\0\0\0\0\0\n");
        node.Plugins.Forget();

        node.Delete().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["DEL default eth0"]);
    }

    [Fact]
    public void Half_written_files_of_a_killed_ADD_are_removed_too()
    {
        node.Add().ShouldSucceed();
        File.WriteAllText($"{node.State}/spool/pod-1.json.tmp", "{\"vers");

        node.Delete().ShouldSucceed();

        node.Remembered.ShouldBeEmpty();
    }

    private void KeepLines(Func<string, bool> wanted)
    {
        var lines = File.ReadAllLines(node.RecordFile).Where(wanted).ToList();
        File.WriteAllLines(node.RecordFile, lines);
    }
}
