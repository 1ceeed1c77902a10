using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Contract.NodeDisk;

/// <summary>Our runtime configuration as it is on disk; other programs may have edited it.</summary>
/// <param name="Element">The whole file.</param>
/// <param name="Source">The file that it was rendered from.</param>
/// <param name="Appended">The plugins that other programs appended.</param>
public sealed record RenderedConfig(JsonElement Element, string? Source, IReadOnlyList<JsonElement> Appended)
{
    /// <summary>Reads the file; null when it is absent, damaged or no longer calls our plugin.</summary>
    /// <param name="content">The file's content; null when it is absent.</param>
    /// <param name="path">The file's path, for messages.</param>
    public static RenderedConfig? TryParse(byte[]? content, string path)
    {
        try
        {
            return content is null ? null : Parse(GoJson.ParseObject(content, path), path);
        }
        catch (ContractException)
        {
            return null;
        }
    }

    /// <summary>Whether both configurations are equal; layout does not matter.</summary>
    public bool Means(ReadOnlyMemory<byte> other) =>
        Element.MeansTheSame(GoJson.ParseObject(other, NodeLayout.RuntimeConfig));

    private static RenderedConfig? Parse(JsonElement element, string path)
    {
        var plugins = PluginChain.Inlined(element).ToList();
        var foreign = plugins.Where(plugin => !IsOurs(plugin, path)).ToList();
        return foreign.Count == plugins.Count
            ? null
            : new RenderedConfig(element, element.GetText(PluginKeys.Source, path), foreign);
    }

    private static bool IsOurs(JsonElement plugin, string path) =>
        plugin.ValueKind == JsonValueKind.Object && plugin.GetText("type", path) == NodeLayout.Plugin;
}
