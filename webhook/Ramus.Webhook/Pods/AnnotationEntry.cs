using System.Buffers;
using System.Text;
using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Webhook.Pods;

/// <summary>One element of a list of networks, with its text.</summary>
/// <param name="Key">The network.</param>
/// <param name="Short">The text in the short form; null when the list is JSON.</param>
/// <param name="Json">The text as JSON.</param>
internal sealed record AnnotationEntry(NetworkKey Key, string? Short, string Json)
{
    /// <exception cref="ContractException">The text is not a list of networks.</exception>
    public static IReadOnlyList<AnnotationEntry> Read(string list, string defaultNamespace, string what)
    {
        var selections = NetworkSelection.Parse(list, defaultNamespace, what);
        if (selections.Count == 0)
        {
            return [];
        }

        if (!list.AsSpan().ContainsAny('[', '{', '"'))
        {
            var items = list.Split(',', StringSplitOptions.TrimEntries);
            return [.. selections.Zip(items, (one, item) => new AnnotationEntry(one.Key, item, ToJson(one)))];
        }

        using var json = JsonDocument.Parse(list);
        return [.. selections.Zip(
            json.RootElement.EnumerateArray(), (one, item) => new AnnotationEntry(one.Key, null, item.GetRawText()))];
    }

    /// <summary>Writes the list in the short form if every element has one, else as JSON.</summary>
    public static string Write(IReadOnlyList<AnnotationEntry> list) =>
        list.All(network => network.Short is not null)
            ? string.Join(",", list.Select(network => network.Short))
            : $"[{string.Join(",", list.Select(network => network.Json))}]";

    private static string ToJson(NetworkSelection selection)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("name"u8, selection.Name);
            json.WriteString("namespace"u8, selection.Namespace);
            if (selection.Interface is { } name)
            {
                json.WriteString("interface"u8, name);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
