using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Node.Networks;

/// <summary>What a network needs of the node that it is run on.</summary>
/// <param name="Plugins">Programs: the plugins of the chain, and the address managers that they call.</param>
/// <param name="Masters">Interfaces that further ones are made on top of.</param>
internal sealed record NodeRequirements(IReadOnlyList<string> Plugins, IReadOnlyList<string> Masters)
{
    public static NodeRequirements Of(NetworkConfig network)
    {
        var plugins = new List<string>();
        var masters = new List<string>();
        foreach (var plugin in network.Plugins)
        {
            plugins.Add(plugin.Type);
            Add(plugins, plugin.Element, "ipam", "type");
            Add(masters, plugin.Element, "master");
        }

        return new([.. plugins.Distinct(StringComparer.Ordinal)], [.. masters.Distinct(StringComparer.Ordinal)]);
    }

    private static void Add(List<string> texts, JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var key in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetKey(key, out element))
            {
                return;
            }
        }

        if (element.ValueKind == JsonValueKind.String && element.GetString() is { Length: > 0 } text)
        {
            texts.Add(text);
        }
    }
}
