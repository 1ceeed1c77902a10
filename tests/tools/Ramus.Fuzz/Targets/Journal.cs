using System.Text;
using Ramus.Attachments.Plan;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Processes;

namespace Ramus.Fuzz.Targets;

/// <summary>Rules for attachment records: DEL can read and use every record that ADD writes.</summary>
internal static class Journal
{
    private static readonly PluginPath NoPlugins = new(["/nonexistent"]);

    /// <summary>The record of a container with one started attachment.</summary>
    public static AttachmentRecord Of(Attachment attachment) => new()
    {
        ContainerId = "c1",
        Netns = "/run/netns/x",
        Args = "IgnoreUnknown=1",
        BootId = "b",
        Attachments = [attachment],
    };

    /// <summary>A record is the same after writing and reading.</summary>
    public static void Check(AttachmentRecord record)
    {
        var intent = RecordFormat.Intent(record);
        Rule.Holds(intent.AsSpan().Count((byte)'\n') == 1 && intent[^1] == '\n', "an intent is one line");
        var again = Rule.Accepts(() => RecordFormat.Parse(intent), "a written intent can be read");
        Rule.Same(intent, RecordFormat.Intent(again), "read(write(record)) is the record");
        Rule.Holds(again.Attachments.Count == record.Attachments.Count, "no attachment is lost");
    }

    /// <summary>A step is one line that changes only its own attachment.</summary>
    public static void CheckResult(System.Text.Json.JsonElement result)
    {
        var line = RecordFormat.Attached(0, result);
        Rule.Holds(line.AsSpan().Count((byte)'\n') == 1 && line[^1] == '\n', "a step is one line");
        var network = NetworkConfig.Parse("""{"cniVersion":"1.0.0","name":"n","type":"t"}"""u8.ToArray(), "config");
        byte[] journal = [.. RecordFormat.Intent(
            Of(new Attachment { Network = "n", Interface = "net1", Config = network })), .. line];
        var progress = RecordFormat.Parse(journal).Progress[0];
        Rule.Holds(progress is { Started: true, Detached: false, Result: not null },
            "a recorded result can be read");
    }

    /// <summary>
    /// DEL of a record: every attachment fails with an error, because its plugins do not exist.
    /// </summary>
    public static void Delete(AttachmentRecord record)
    {
        for (var index = 0; index < record.Attachments.Count; index++)
        {
            var attachment = record.Attachments[index];
            var parameters = DelegateParameters.Of(record, attachment, record.Netns);
            try
            {
                new NetworkRuntime(new Delegates(NoPlugins), ChildLimits.In(TimeSpan.FromSeconds(1)))
                    .Delete(attachment.Config, parameters, record.Progress[index].Result);
                throw new BrokenRuleException(
                    "nothing is executed without a plugin", Encoding.UTF8.GetString(attachment.Config.ToListJson()));
            }
            catch (Exception refusal) when (refusal is CniException or ContractException)
            {
                Rule.Holds(refusal.Message.Length > 0, "a refusal has a message");
            }
        }
    }
}
