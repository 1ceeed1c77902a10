using YamlDotNet.RepresentationModel;

namespace Ramus.Chart.Tests.Harness;

/// <summary>Reads of YAML trees that forgive what is missing.</summary>
public static class Yaml
{
    public static YamlNode? At(this YamlNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var key in path)
        {
            node = node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var value)
                ? value
                : null;
        }

        return node;
    }

    public static string? TextAt(this YamlNode? node, params ReadOnlySpan<string> path) =>
        (node.At(path) as YamlScalarNode)?.Value;

    public static IEnumerable<YamlNode> ListAt(this YamlNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) as YamlSequenceNode ?? Enumerable.Empty<YamlNode>();

    public static YamlMappingNode Load(string file)
    {
        var stream = new YamlStream();
        using var text = File.OpenText(Repository.Path(file));
        stream.Load(text);
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }
}
