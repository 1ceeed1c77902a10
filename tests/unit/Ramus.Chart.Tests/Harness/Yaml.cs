using System.Text.Json.Nodes;
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

    /// <summary>The same tree, in which every scalar is a text.</summary>
    public static JsonNode? ToJson(this YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(
            pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, pair.Value.ToJson()))),
        YamlSequenceNode list => new JsonArray([.. list.Select(ToJson)]),
        _ => JsonValue.Create(((YamlScalarNode)node).Value),
    };

    public static YamlMappingNode Load(string file)
    {
        var stream = new YamlStream();
        using var text = File.OpenText(Repository.Path(file));
        stream.Load(text);
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }
}
