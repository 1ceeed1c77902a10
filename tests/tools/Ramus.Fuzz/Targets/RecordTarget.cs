using Ramus.Attachments.Record;
using Ramus.Attachments.Sandbox;
using Ramus.Attachments.Settings;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Selection;

namespace Ramus.Fuzz.Targets;

/// <summary>
/// Records damaged by a killed process or a bad disk, records of another version, and Multus' records: a list of
/// delegates, then, after a line "---", one of its cached results.
/// </summary>
internal sealed class RecordTarget : FuzzTarget
{
    private const string ContainerId = "c1";

    private readonly ScratchNode node = new();

    public override string Scratch => node.Root;

    public override Outcome Execute(ReadOnlyMemory<byte> input) =>
        input.Length > 0 && input.Span[0] == '[' ? ReadMultus(input) : ReadOurs(input);

    public override void Dispose()
    {
        node.Dispose();
        base.Dispose();
    }

    private static Outcome ReadOurs(ReadOnlyMemory<byte> input)
    {
        if (!Rule.TryAccept(() => RecordFormat.Parse(input), out var record))
        {
            return Outcome.Refused;
        }

        Rule.Holds(Contract.Cni.ContainerId.IsValid(record.ContainerId), "a record's container is safe in a path",
            record.ContainerId);
        Rule.Holds(record.Progress.Count == record.Attachments.Count, "every attachment has its progress");
        Journal.Check(record);
        Journal.Delete(record);
        return Outcome.Accepted;
    }

    private Outcome ReadMultus(ReadOnlyMemory<byte> input)
    {
        var end = input.Span.IndexOf("\n---\n"u8);
        node.Write($"multus/{ContainerId}", end < 0 ? input.Span : input.Span[..end]);
        node.Write($"multus/results/cbr0-{ContainerId}-eth0", end < 0 ? [] : input.Span[(end + 5)..]);
        var request =
            new SandboxRequest { ContainerId = ContainerId, DefaultInterface = "eth0", Netns = "/run/netns/x" };
        var settings = new PluginSettings
        {
            Plugins = new PluginPath([node.Path("bin")]),
            MultusDirectory = node.Path("multus"),
        };
        if (!Rule.TryAccept(() => MultusRecord.Find(settings, request), out var found) || found is null)
        {
            return Outcome.Refused;
        }

        foreach (var loss in found.Lost)
        {
            Rule.Readable(loss);
        }

        foreach (var attachment in found.Record.Attachments)
        {
            Rule.Holds(InterfaceName.Refuse(attachment.Interface) is null, "an interface is safe in a path",
                attachment.Interface);
            Rule.Holds(Contract.Cni.ContainerId.IsValid(attachment.Config.Name), "a network's name is safe in a path",
                attachment.Config.Name);
            Chain.Check(Chain.Written(attachment.Config));
        }

        Journal.Delete(found.Record);
        return Outcome.Accepted;
    }
}
