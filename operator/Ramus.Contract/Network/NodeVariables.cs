using System.Text;
using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Network;

/// <summary>
/// Replaces <c>${node.…}</c> in the string values of a configuration by the node's values.
/// </summary>
public static class NodeVariables
{
    /// <summary>All node variables, for messages.</summary>
    public const string Known =
        "${node.name}, ${node.labels['key']}, ${node.annotations['key']}, ${node.podCIDR} and ${node.internalIP}";

    public static bool AreIn(string text) => text.Contains("${", StringComparison.Ordinal);

    /// <summary>The first <c>${…}</c> of a text that is not a node variable; null when there is none.</summary>
    public static string? FirstUnknown(string text)
    {
        for (var rest = text.AsSpan(); rest.IndexOf("${", StringComparison.Ordinal) is >= 0 and var start;)
        {
            rest = rest[start..];
            var length = rest.IndexOf('}');
            if (length < 0 || !IsKnown(rest[2..length].ToString()))
            {
                return (length < 0 ? rest : rest[..(length + 1)]).ToString();
            }

            rest = rest[(length + 1)..];
        }

        return null;
    }

    /// <summary>The configuration for this node; values without a variable keep their text.</summary>
    /// <exception cref="ContractException">
    /// A variable is unknown, the node has no value for it, or the values make the configuration too long.
    /// </exception>
    internal static (byte[] Config, HiddenValues Hidden) Resolve(JsonElement config, NodeFacts node, string what)
    {
        var json = new JsonText();
        var hidden = new Dictionary<string, string>(StringComparer.Ordinal);
        Write(json, config, variable => ValueOf(variable, node, hidden, what), what);
        return (json.ToArray(), new HiddenValues(hidden));
    }

    private static void Write(JsonText json, JsonElement element, Func<string, string> valueOf, string what)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                json.StartObject();
                foreach (var property in element.EnumerateObject())
                {
                    Write(json.Key(property), property.Value, valueOf, what);
                }

                json.EndObject();
                break;
            case JsonValueKind.Array:
                json.StartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(json, item, valueOf, what);
                }

                json.EndArray();
                break;
            case JsonValueKind.String when element.GetString()! is var text && AreIn(text):
                json.Text(Resolve(text, valueOf, NetworkConfig.MaxBytes - json.Length, what));
                break;
            default:
                json.Raw(element);
                break;
        }
    }

    private static string Resolve(string text, Func<string, string> valueOf, int room, string what)
    {
        var resolved = new StringBuilder();
        var rest = text.AsSpan();
        while (rest.IndexOf("${", StringComparison.Ordinal) is >= 0 and var start)
        {
            var length = rest[start..].IndexOf('}');
            if (length < 0)
            {
                throw new ContractException($"{what}: \"{Quote.Short(text)}\" has a \"${{\" without a closing \"}}\"");
            }

            resolved.Append(rest[..start]).Append(valueOf(rest[(start + 2)..(start + length)].ToString()));
            rest = rest[(start + length + 1)..];
            if (resolved.Length > room)
            {
                throw new ContractException($"{what}: the node's values make the configuration longer than "
                    + $"{NetworkConfig.MaxBytes} bytes; shorten them, or use fewer variables");
            }
        }

        return resolved.Append(rest).ToString();
    }

    private static string ValueOf(
        string variable, NodeFacts node, Dictionary<string, string> hidden, string what) => variable switch
        {
            "node.name" => node.Name,
            "node.podCIDR" => node.PodCidr ?? throw Missing("no pod CIDR", variable, what),
            "node.internalIP" => node.InternalIp ?? throw Missing("no internal address", variable, what),
            _ when Key(variable, "node.labels['") is { } label =>
                node.Labels.GetValueOrDefault(label) ?? throw Missing($"no label '{label}'", variable, what),
            _ when Key(variable, "node.annotations['") is { } annotation =>
                hidden[annotation] = node.Annotations.GetValueOrDefault(annotation)
                    ?? throw Missing($"no annotation '{annotation}'", variable, what),
            _ => throw new ContractException(
                $"{what}: \"${{{Quote.Short(variable)}}}\" is not a node variable; known variables: {Known}"),
        };

    private static bool IsKnown(string variable) =>
        variable is "node.name" or "node.podCIDR" or "node.internalIP"
        || Key(variable, "node.labels['") is { Length: > 0 } || Key(variable, "node.annotations['") is { Length: > 0 };

    private static string? Key(string variable, string prefix) =>
        variable.StartsWith(prefix, StringComparison.Ordinal) && variable.EndsWith("']", StringComparison.Ordinal)
            ? variable[prefix.Length..^2]
            : null;

    // The message does not name the node, so that nodes with the same cause are reported together.
    private static ContractException Missing(string lack, string variable, string what) => new(
        $"{what}: the node has {lack}, which \"${{{Quote.Short(variable)}}}\" needs; "
        + $"add one, or exclude the node with the annotation {Annotations.NodeSelector}");
}
