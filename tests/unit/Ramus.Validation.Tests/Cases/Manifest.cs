using YamlDotNet.RepresentationModel;

namespace Ramus.Validation.Tests.Cases;

/// <summary>One object of a manifest.</summary>
internal sealed class Manifest
{
    private readonly YamlMappingNode root;

    private Manifest(YamlMappingNode root) => this.root = root;

    public string Kind => Text(root, "kind")!;

    public string Name => Text(Metadata, "name")!;

    public string Namespace => Text(Metadata, "namespace") ?? "default";

    public IReadOnlyDictionary<string, string> Annotations => Map(Metadata, "annotations");

    /// <summary>The texts of a ConfigMap.</summary>
    public IReadOnlyDictionary<string, string> Data => Map(root, "data");

    public NetworkObject Network => new(
        Namespace,
        Name,
        root.Children.TryGetValue("spec", out var spec) ? Text((YamlMappingNode)spec, "config") : null,
        Annotations);

    private YamlMappingNode Metadata => (YamlMappingNode)root["metadata"];

    /// <summary>All objects of the files below a folder of the repository.</summary>
    public static IReadOnlyList<Manifest> Below(string folder) =>
    [
        .. Directory.GetFiles(Repository.Path(folder), "*.yaml", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).SelectMany(Read),
    ];

    /// <summary>The objects of one file.</summary>
    public static IEnumerable<Manifest> Read(string file)
    {
        var yaml = new YamlStream();
        using var reader = new StreamReader(file);
        yaml.Load(reader);
        return [.. yaml.Documents.Select(static document => document.RootNode).OfType<YamlMappingNode>()
            .Select(static node => new Manifest(node))];
    }

    private static Dictionary<string, string> Map(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(key, out var found)
            ? ((YamlMappingNode)found).Children.ToDictionary(
                static p => p.Key.ToString(), static p => p.Value.ToString())
            : [];

    private static string? Text(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(key, out var value) ? value.ToString() : null;
}
