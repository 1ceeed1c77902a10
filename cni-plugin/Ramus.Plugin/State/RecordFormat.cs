using System.Buffers;
using System.Text.Json;
using Ramus.Networks;
using Ramus.Plugin.Planning;

namespace Ramus.Plugin.State;

/// <summary>Writes and reads the lines of an attachment record.</summary>
public static class RecordFormat
{
    private const string What = "attachment record";
    private const int Version = 1;
    private const int MaxLineBytes = 16 << 20;

    /// <summary>The first line: everything that DEL needs.</summary>
    public static byte[] Intent(AttachmentRecord record) => Line(writer =>
    {
        writer.WriteNumber("version"u8, Version);
        writer.WriteString("containerID"u8, record.ContainerId);
        writer.WriteString("netns"u8, record.Netns);
        writer.WriteString("args"u8, record.Args);
        writer.WriteString("boot"u8, record.BootId);
        WritePod(writer, record.Pod);
        writer.WriteStartArray("attachments"u8);
        foreach (var attachment in record.Attachments)
        {
            WriteAttachment(writer, attachment);
        }

        writer.WriteEndArray();
    });

    /// <summary>The line before the first plugin of an attachment is called.</summary>
    public static byte[] Started(int index) => Line(writer => writer.WriteNumber("started"u8, index));

    /// <summary>The line after the last plugin of an attachment succeeded.</summary>
    public static byte[] Attached(int index, JsonElement result) => Line(writer =>
    {
        writer.WriteNumber("attached"u8, index);
        writer.WritePropertyName("result"u8);
        WriteOnOneLine(writer, result.GetRawText());
    });

    /// <summary>The line after DEL of an attachment succeeded.</summary>
    public static byte[] Detached(int index) => Line(writer => writer.WriteNumber("detached"u8, index));

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

        return new AttachmentRecord
        {
            ContainerId = intent.GetText("containerID", What) ?? "",
            Netns = intent.GetText("netns", What) ?? "",
            Args = intent.GetText("args", What) ?? "",
            BootId = intent.GetText("boot", What) ?? "",
            Attachments = intent.TryGetKey("attachments", out var list) && list.ValueKind == JsonValueKind.Array
                ? [.. list.EnumerateArray().Select(ParseAttachment)]
                : throw new ContractException($"the {What} has no attachments"),
        };
    }

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
            if (TryParse(lines[..end]) is { } line)
            {
                Apply(line, progress);
            }

            lines = lines[(end + 1)..];
        }

        return progress;
    }

    private static JsonElement? TryParse(ReadOnlyMemory<byte> line)
    {
        try
        {
            return GoJson.ParseObject(line, What, MaxLineBytes);
        }
        catch (ContractException)
        {
            return null;
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
        else if (Index(line, "detached", progress) is { } detached)
        {
            progress[detached] = progress[detached] with { Detached = true };
        }
    }

    private static int? Index(JsonElement line, string key, AttachmentProgress[] progress) =>
        line.GetInteger(key, What) is { } index && index >= 0 && index < progress.Length ? (int)index : null;

    private static void WritePod(Utf8JsonWriter writer, PodKey? pod)
    {
        if (pod is not { } known)
        {
            return;
        }

        writer.WriteStartObject("pod"u8);
        writer.WriteString("namespace"u8, known.Namespace);
        writer.WriteString("name"u8, known.Name);
        writer.WriteString("uid"u8, known.Uid);
        writer.WriteEndObject();
    }

    private static void WriteAttachment(Utf8JsonWriter writer, Attachment attachment)
    {
        writer.WriteStartObject();
        writer.WriteString("network"u8, attachment.Network);
        writer.WriteString("interface"u8, attachment.Interface);
        writer.WritePropertyName("config"u8);
        WriteOnOneLine(writer, System.Text.Encoding.UTF8.GetString(attachment.Config.ToListJson()));
        if (attachment.CapabilityArgs is { } arguments)
        {
            writer.WritePropertyName("capabilityArgs"u8);
            WriteOnOneLine(writer, arguments.GetRawText());
        }

        writer.WriteEndObject();
    }

    private static void WriteOnOneLine(Utf8JsonWriter writer, string json) =>
        writer.WriteRawValue(OneLine.Of(json), skipInputValidation: true);

    private static byte[] Line(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }
}
