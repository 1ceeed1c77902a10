using System.Text;
using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Contract.Cni;

/// <summary>
/// Values of a node's annotations in a rendered network. A user who may write networks can name any annotation, and an
/// error in the network would show its value to every user who may read the network's status or a pod's events.
/// Therefore messages about the network contain the variables in place of the values.
/// </summary>
public sealed class HiddenValues
{
    // Shorter texts appear in too many messages by chance, and are not secret.
    private const int Shortest = 4;

    // A plugin may quote a text that itself quotes a value; no program writes more levels of escapes than that.
    private const int MostLevels = 3;

    private readonly IReadOnlyDictionary<string, string> values;

    /// <param name="values">By annotation.</param>
    public HiddenValues(IReadOnlyDictionary<string, string> values) => this.values = values;

    /// <summary>The values of a network that uses no annotation of the node.</summary>
    public static HiddenValues None { get; } = new(new Dictionary<string, string>());

    public bool IsEmpty => values.Count == 0;

    /// <summary>
    /// The message with variables in place of the values. If a part of a value remains (shortened, escaped or split), a
    /// sentence that names only the variables.
    /// </summary>
    public string Cover(string message)
    {
        if (IsEmpty)
        {
            return message;
        }

        var covered = message;
        foreach (var (annotation, value) in values.OrderByDescending(static value => value.Value.Length))
        {
            if (value.Length >= Shortest)
            {
                covered = covered.Replace(value, Variable(annotation), StringComparison.OrdinalIgnoreCase)
                    .Replace(InJson(value), Variable(annotation), StringComparison.OrdinalIgnoreCase);
            }
        }

        return HasPart(covered)
            ? "the reason is not shown, because it contains values of the node's annotations "
                + $"({string.Join(", ", values.Keys.Order(StringComparer.Ordinal).Select(Variable))}); correct the "
                + "annotations, or the network that uses them"
            : covered;
    }

    /// <summary>The same for an error.</summary>
    public CniError Cover(CniError error) => IsEmpty
        ? error
        : error with { Message = Cover(error.Message), Details = error.Details is { } details ? Cover(details) : null };

    /// <summary>The same for the UTF-8 text that a plugin writes to standard error.</summary>
    public byte[] Cover(ReadOnlySpan<byte> utf8) => IsEmpty
        ? utf8.ToArray()
        : Encoding.UTF8.GetBytes(Cover(Encoding.UTF8.GetString(utf8)).TrimEnd('\n') + "\n");

    internal static HiddenValues Read(JsonElement config, string what)
    {
        if (!config.TryGetList(RenderedKeys.Hidden, what, out var list))
        {
            return None;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in list.EnumerateArray())
        {
            var entry = $"key '{RenderedKeys.Hidden}' of {what}";
            var hidden = GoJson.RequireObject(item, entry);
            values[hidden.GetText("annotation", entry) ?? ""] = hidden.GetText("value", entry) ?? "";
        }

        return new HiddenValues(values);
    }

    internal void WriteTo(JsonText json)
    {
        json.StartArray();
        foreach (var (annotation, value) in values)
        {
            json.StartObject().Key("annotation").Text(annotation).Key("value").Text(value).EndObject();
        }

        json.EndArray();
    }

    private static string Variable(string annotation) => $"${{node.annotations['{Quote.Short(annotation)}']}}";

    private static string InJson(string value) => new JsonText().Text(value).ToString()[1..^1];

    // Programs escape characters differently, so the message is read without its escapes, too. One pass over the values
    // and one over each form of the message, whatever the number of the values.
    private bool HasPart(string message)
    {
        var parts = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var value in values.Values)
        {
            for (var at = 0; at + Shortest <= value.Length; at++)
            {
                parts.Add(value.Substring(at, Shortest));
            }
        }

        var lookup = parts.GetAlternateLookup<ReadOnlySpan<char>>();
        var form = message;
        for (var level = 0; level < MostLevels && !Contains(lookup, form); level++)
        {
            if (!form.Contains('\\'))
            {
                return false;
            }

            form = EscapedText.Unescape(form);
        }

        return Contains(lookup, form);
    }

    private static bool Contains(
        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> lookup, ReadOnlySpan<char> message)
    {
        for (var at = 0; at + Shortest <= message.Length; at++)
        {
            if (lookup.Contains(message.Slice(at, Shortest)))
            {
                return true;
            }
        }

        return false;
    }
}
