using System.Text;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Tests.NodeDisk;

/// <summary>Today's plugin can delete a pod from the record that version 0.1.0 wrote.</summary>
public sealed class RecordOf010Tests
{
    [Fact]
    public void A_record_has_the_attachments_and_their_progress()
    {
        var record = RecordFormat.Parse(File.ReadAllBytes(Sample()));

        record.ContainerId.ShouldBe("c0ffee");
        record.Netns.ShouldBe("/var/run/netns/c-gen");
        record.Attachments.Select(attachment => $"{attachment.Network}@{attachment.Interface}")
            .ShouldBe(["cbr0@eth0", "red/blue@net1"]);
        record.Attachments[1].Config.Plugins.ShouldHaveSingleItem().Type.ShouldBe("macvlan");
        record.Progress.ShouldAllBe(progress => progress.Started && progress.Result != null && !progress.Detached);

        // The pod's name is in the record for people only, and is not read.
        RecordFormat.Intent(record with { Pod = new PodKey("red", "web-0", "77aa") })
            .ShouldBe(FirstLine(File.ReadAllText(Sample())));
    }

    private static byte[] FirstLine(string text) =>
        Encoding.UTF8.GetBytes(text[..(text.IndexOf('\n', StringComparison.Ordinal) + 1)]);

    private static string Sample() => Repository.Path("tests/golden/contract-0.1.0/attachments/c0ffee.jsonl");
}
