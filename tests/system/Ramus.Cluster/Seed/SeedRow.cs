using System.Text.Json.Nodes;

namespace Ramus.Cluster.Seed;

/// <summary>One row of the seed examples: tests/golden/seed/README.md explains the keys.</summary>
public sealed class SeedRow
{
    private readonly JsonNode data;

    private SeedRow(string file)
    {
        Id = Path.GetFileNameWithoutExtension(file);
        data = JsonNode.Parse(File.ReadAllText(file))!;
    }

    public string Id { get; }

    public string? NodeConf => (string?)data["nodeConf"];

    public bool IsRefused => data["refused"] is not null;

    /// <summary>Manifests below config/samples/seed, in order.</summary>
    public IReadOnlyList<string> Files => Texts("apply");

    /// <summary>Objects that must exist, as "apiVersion kind name".</summary>
    public IReadOnlyList<string> Objects => Texts("objects");

    public IReadOnlyList<SeedPod> Pods =>
        [.. (data["pods"]?.AsObject() ?? []).Select(pod => new SeedPod(pod.Key, pod.Value!))];

    /// <summary>The row's name, and the plugins that are stand-ins on this node.</summary>
    public override string ToString() => StandIns() is { Count: > 0 } names
        ? $"{Id} with stand-ins: {string.Join(", ", names)}"
        : Id;

    /// <summary>The parts of an entry of <see cref="Objects"/>.</summary>
    public static (string ApiVersion, string Kind, string Name) ParseObject(string line) =>
        line.Split(' ') is [var apiVersion, var kind, var name]
            ? (apiVersion, kind, name)
            : throw new FormatException($"'{line}' is not \"apiVersion kind name\"");

    public static IReadOnlyList<SeedRow> All() =>
        [.. Directory.GetFiles(Repository.Path("tests/golden/seed"), "*.json")
            .Order(StringComparer.Ordinal).Select(file => new SeedRow(file))];

    // A real plugin is a file, a stand-in is a link.
    private List<string> StandIns() => !TestCluster.IsGiven
        ? []
        : [.. Texts("standIns").Where(plugin =>
            new FileInfo(Path.Combine(TestCluster.Current.PluginDirectory, plugin)).LinkTarget is not null)];

    private IReadOnlyList<string> Texts(string key) =>
        [.. (data[key]?.AsArray() ?? []).Select(text => (string)text!)];
}
