using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Cni.RuntimeSide;

/// <summary>
/// Chooses the capability arguments that a plugin declares (CNI specification, section 3, runtimeConfig).
/// </summary>
public static class CapabilitySelection
{
    /// <summary>
    /// The members of <paramref name="arguments"/> that <paramref name="plugin"/> declares; null when there are none.
    /// </summary>
    public static JsonElement? For(PluginConfig plugin, JsonElement? arguments) =>
        Choose(arguments, plugin.Capabilities.Contains);

    /// <summary>
    /// The wanted members of <paramref name="arguments"/>, their text unchanged; null when there are none.
    /// </summary>
    public static JsonElement? Choose(JsonElement? arguments, Func<string, bool> isWanted)
    {
        if (arguments is not { ValueKind: JsonValueKind.Object } given)
        {
            return null;
        }

        var json = new JsonText().StartObject();
        var wanted = 0;
        foreach (var argument in given.EnumerateObject())
        {
            if (isWanted(argument.Name))
            {
                // The runtime's spelling of nested keys is kept: go-cni writes PascalCase, and plugins accept both.
                json.Key(argument).Raw(argument.Value);
                wanted++;
            }
        }

        return wanted == 0 ? null : JsonDocument.Parse(json.EndObject().ToArray()).RootElement;
    }
}
