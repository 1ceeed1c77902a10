using System.Text.Json;
using Ramus.Contract.Agent;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Contract.NodeDisk;

/// <summary>
/// Writes and reads attachment records. The plugin writes them; the plugin, the node agent and `try` read them.
/// Records of older versions are read too, because a node is upgraded while pods run.
/// </summary>
public static class RecordFormat
{
    private const string What = "attachment record";
    private const int Version = 1;

    /// <summary>The largest length of a line.</summary>
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
    /// <param name="index">The attachment.</param>
    /// <param name="result">Its result.</param>
    /// <param name="link">The device that the attachment moved into the pod; null for none.</param>
    /// <param name="builtIn">The types of the plugins that ran inside the writer; null for none.</param>
    public static byte[] Attached(
        int index, JsonElement result, AttachedLink? link = null, IReadOnlyList<string>? builtIn = null)
    {
        var json = new JsonText().StartObject().Key("attached").Number(index).Key("result").Compact(result);
        link?.WriteTo(json.Key("link"));
        if (builtIn is { Count: > 0 })
        {
            json.Key("builtin").Texts(builtIn);
        }

        return Line(json.EndObject());
    }

    /// <summary>The line before the first plugin of an attachment is called for DEL.</summary>
    public static byte[] Detaching(int index) => Step("detaching", index);

    /// <summary>The line after DEL of an attachment succeeded.</summary>
    public static byte[] Detached(int index) => Step("detached", index);

    /// <summary>The line after DEL of an attachment failed.</summary>
    public static byte[] Failed(int index) => Step("failed", index);

    /// <summary>The line after DEL of an attachment failed for the same reason as its ADD.</summary>
    public static byte[] Refused(int index) => Step("refused", index);

    /// <summary>The line after the last attempt of DEL to detach an attachment. Only GC tries again.</summary>
    public static byte[] GivenUp(int index) => Step("givenUp", index);

    /// <summary>Reads a record. An incomplete last line, which a crash can leave, is ignored.</summary>
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
            // The id becomes part of a path and an argument of plugins.
            throw new ContractException($"the {What} has no valid container id");
        }

        return new AttachmentRecord
        {
            ContainerId = containerId,
            Netns = intent.GetText("netns", What) ?? "",
            Args = intent.GetText("args", What) ?? "",
            BootId = intent.GetText("boot", What) ?? "",
            Pod = ParsePod(intent),
            // Every record has the default network. With an empty list, DEL would detach nothing and delete the record.
            Attachments = intent.TryGetKey("attachments", out var list) && list.ValueKind == JsonValueKind.Array
                && list.GetArrayLength() > 0
                ? [.. list.EnumerateArray().Select(ParseAttachment)]
                : throw new ContractException($"the {What} has no attachments"),
        };
    }

    // The pod is only shown to people, so a wrong value must not make the record unreadable.
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

    // Skip a line that cannot be read; the other steps still count.
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
            progress[attached] = progress[attached] with
            {
                Started = true,
                Result = result,
                Link = line.TryGetKey("link", out var link) ? AttachedLink.Read(link) : progress[attached].Link,
                BuiltIn = line.TryGetKey("builtin", out _)
                    ? [.. line.ItemsOf("builtin").Select(static type => type.ToString())]
                    : progress[attached].BuiltIn,
            };
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
        else if (Index(line, "refused", progress) is { } refused)
        {
            progress[refused] = progress[refused] with { IsRefused = true };
        }
        else if (Index(line, "givenUp", progress) is { } givenUp)
        {
            progress[givenUp] = progress[givenUp] with { IsGivenUp = true, IsDetaching = false };
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
