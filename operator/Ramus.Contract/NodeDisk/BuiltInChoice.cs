using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Contract.NodeDisk;

/// <summary>
/// The setting <c>builtinPlugins</c>: the plugin types that run inside our plugin and not as programs of the node.
/// </summary>
public sealed record BuiltInChoice
{
    private const string AutoText = "auto", NoneText = "none";

    private readonly string text;

    private BuiltInChoice(string text) => this.text = text;

    /// <summary>Every type that is built in.</summary>
    public static BuiltInChoice Auto { get; } = new(AutoText);

    /// <summary>No type.</summary>
    public static BuiltInChoice None { get; } = new(NoneText);

    /// <summary>Whether the type runs inside our plugin if it is built in.</summary>
    public bool Includes(string type) =>
        text == AutoText || (text != NoneText && Array.IndexOf(text.Split(','), type) >= 0);

    /// <summary>Reads "auto", "none", or types separated by commas.</summary>
    /// <exception cref="FormatException">A type is not the name of a plugin.</exception>
    public static BuiltInChoice Parse(string text)
    {
        var types = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var type in types)
        {
            if (!type.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            {
                throw new ContractException($"\"{Quote.Short(type)}\" is not the type of a plugin; "
                    + $"write {AutoText}, {NoneText}, or types like macvlan");
            }
        }

        return types.Length == 0 ? None : new BuiltInChoice(string.Join(',', types));
    }

    /// <summary>Reads the key of the plugin's configuration: a text, or a list of types; absent is none.</summary>
    /// <exception cref="ContractException">The value is of another type.</exception>
    public static BuiltInChoice Read(JsonElement plugin, string what)
    {
        if (!plugin.TryGetKey(PluginKeys.BuiltInPlugins, out var value))
        {
            return None;
        }

        return Parse(value.ValueKind == JsonValueKind.Array
            ? string.Join(',', plugin.GetTexts(PluginKeys.BuiltInPlugins, what))
            : plugin.GetText(PluginKeys.BuiltInPlugins, what)!);
    }

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => text;
}
