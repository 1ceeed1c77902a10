using System.Buffers;
using System.Text.Json;
using Ramus.Networks;

namespace Ramus.Cni;

/// <summary>Chooses the capability arguments that a plugin declares (CNI specification, section 3, runtimeConfig).</summary>
public static class RuntimeConfig
{
    /// <summary>The part of <paramref name="arguments"/> that <paramref name="plugin"/> wants; null when there is none.</summary>
    public static JsonElement? For(PluginConfig plugin, JsonElement? arguments)
    {
        if (arguments is not { ValueKind: JsonValueKind.Object } given || plugin.Capabilities.Count == 0)
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        var wanted = 0;
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var argument in given.EnumerateObject())
            {
                if (plugin.Capabilities.Contains(argument.Name))
                {
                    writer.WritePropertyName(argument.Name);
                    writer.WriteRawValue(argument.Value.GetRawText(), skipInputValidation: true);
                    wanted++;
                }
            }

            writer.WriteEndObject();
        }

        return wanted == 0 ? null : JsonDocument.Parse(buffer.WrittenMemory).RootElement;
    }
}
