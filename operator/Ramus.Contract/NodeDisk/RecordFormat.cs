using System.Text.Json;
using Ramus.Contract.Agent;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Contract.NodeDisk;

/// <summary>
/// Writes and reads attachment records: the plugin writes them, the plugin, the node agent and `try` read them. A
/// record of an older version is read as well, since a node is upgraded while pods run.
/// </summary>
public static class RecordFormat
{
    private const string What = "attachment record";
    private const int Version = 1;

    /// <summary>The longest line that is read.</summary>
    public const int MaxLineBytes = 16 << 20;

    /// <summary>The first line: everything that DEL needs.</summary>
    public static byte[] Intent(AttachmentRecord record)
    {
        var json = new JsonText { IsCompact = true }.StartObject()
            .Key("version").Number(Version)
            .Key("containerID").Text(record.ContainerId)
            .Key("netns").Text(record.Netns)
            .Key("args").Text(record.Args)
            .Key("boot").Text(record.BootId);
        if (record.Pod is { } pod)
        {
            MessageParts.WritePod(json, pod);
        }

        json.Key("attachments").StartArray();
        foreach (var attachment in record.Attachments)
        {
            WriteAttachment(json, attachment);
        }

        return Line(json.EndArray().EndObject());
    }

    /// <summary>The line before the first plugin of an attachment is called.</summary>
    public static byte[] Started(int index) => Step("started", index);

    /// <summary>The line after the last plugin of an attachment succeeded.</summary>
    public static byte[] Attached(int index, JsonElement result) => Line(
        new JsonText().StartObject().Key("attached").Number(index).Key("result").Compact(result).EndObject());

    /// <summary>The line before the first plugin of an attachment is called for DEL.</summary>
    public static byte[] Detaching(int index) => Step("detaching", index);

    /// <summary>The line after DEL of an attachment succeeded.</summary>
    public static byte[] Detached(int index) => Step("detached", index);

    /// <summary>The line after DEL of an attachment failed.</summary>
    public static byte[] Failed(int index) => Step("failed", index);

    /// <summary>Reads a record. A torn last line is what a crash leaves, and says nothing.</summary>
    /// <exception cref="ContractException">The intent cannot be read.</exception>
    public static AttachmentRecord Parse(ReadOnlyMemory<byte> content)
    {
        var end = content.Span.IndexOf((byte)'\n');
        if (end < 0)
        {
            throw new ContractException($"the {What} has no complete line");
        }

        var record = ParseIntent(GoJson.ParseObject(content[..end], What, MaxLineBytes));
        return record with { Progress = ParseProgress(content[(end + 1)..], record.Attachments.Count) };
    }

    private static AttachmentRecord ParseIntent(JsonElement intent)
    {
        if (intent.GetInteger("version", What) is not Version)
        {
            throw new ContractException($"the {What} was written by another version of ramus");
        }

        var containerId = intent.GetText("containerID", What) ?? "";
        if (!ContainerId.IsValid(containerId))
        {
            // It becomes a part of a path and an argument of plugins.
            throw new ContractException($"the {What} is of no container");
        }

        return new AttachmentRecord
        {
            ContainerId = containerId,
            Netns = intent.GetText("netns", What) ?? "",
            Args = intent.GetText("args", What) ?? "",
            BootId = intent.GetText("boot", What) ?? "",
            Pod = ParsePod(intent),
            Attachments = intent.TryGetKey("attachments", out var list) && list.ValueKind == JsonValueKind.Array
                ? [.. list.EnumerateArray().Select(ParseAttachment)]
                : throw new ContractException($"the {What} has no attachments"),
        };
    }

    // Told to people only, so it may be of any kind: a record must not become unreadable by it.
    private static PodKey? ParsePod(JsonElement intent) =>
        intent.TryGetKey("pod", out var pod) && pod.ValueKind == JsonValueKind.Object
            ? new PodKey(TextOf(pod, "namespace"), TextOf(pod, "name"), TextOf(pod, "uid"))
            : null;

    private static string TextOf(JsonElement pod, string key) =>
        pod.TryGetKey(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static Attachment ParseAttachment(JsonElement element) => new()
    {
        Network = element.GetText("network", What) ?? "",
        Interface = element.GetText("interface", What) ?? "",
        Config = element.TryGetKey("config", out var config)
            ? NetworkConfig.FromElement(config, What)
            : throw new ContractException($"an attachment in the {What} has no config"),
        CapabilityArgs = element.TryGetKey("capabilityArgs", out var arguments) ? arguments : null,
    };

    private static AttachmentProgress[] ParseProgress(ReadOnlyMemory<byte> lines, int count)
    {
        var progress = new AttachmentProgress[count];
        Array.Fill(progress, new AttachmentProgress(false, null, false));
        while (lines.Span.IndexOf((byte)'\n') is >= 0 and var end)
        {
            TryApply(lines[..end], progress);
            lines = lines[(end + 1)..];
        }

        return progress;
    }

    // A line that cannot be read is a step that is not known, never a reason to forget the others.
    private static void TryApply(ReadOnlyMemory<byte> line, AttachmentProgress[] progress)
    {
        try
        {
            Apply(GoJson.ParseObject(line, What, MaxLineBytes), progress);
        }
        catch (ContractException)
        {
        }
    }

    private static void Apply(JsonElement line, AttachmentProgress[] progress)
    {
        if (Index(line, "started", progress) is { } started)
        {
            progress[started] = progress[started] with { Started = true };
        }
        else if (Index(line, "attached", progress) is { } attached)
        {
            JsonElement? result = line.TryGetKey("result", out var value) ? value : null;
            progress[attached] = progress[attached] with { Started = true, Result = result };
        }
        else if (Index(line, "detaching", progress) is { } detaching)
        {
            progress[detaching] = progress[detaching] with { IsDetaching = true };
        }
        else if (Index(line, "detached", progress) is { } detached)
        {
            progress[detached] = progress[detached] with { Detached = true };
        }
        else if (Index(line, "failed", progress) is { } failed)
        {
            progress[failed] = progress[failed] with { Failures = progress[failed].Failures + 1, IsDetaching = false };
        }
    }

    private static int? Index(JsonElement line, string key, AttachmentProgress[] progress) =>
        line.GetInteger(key, What) is { } index && index >= 0 && index < progress.Length ? (int)index : null;

    private static void WriteAttachment(JsonText json, Attachment attachment)
    {
        json.StartObject()
            .Key("network").Text(attachment.Network)
            .Key("interface").Text(attachment.Interface)
            .Key("config");
        attachment.Config.WriteList(json);
        if (attachment.CapabilityArgs is { } arguments)
        {
            json.Key("capabilityArgs").Raw(arguments);
        }

        json.EndObject();
    }

    private static byte[] Step(string key, int index) =>
        Line(new JsonText().StartObject().Key(key).Number(index).EndObject());

    private static byte[] Line(JsonText json) => [.. json.ToArray(), (byte)'\n'];
}
