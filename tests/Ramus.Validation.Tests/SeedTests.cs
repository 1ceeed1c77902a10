using YamlDotNet.RepresentationModel;

namespace Ramus.Validation.Tests;

/// <summary>The networks of config/samples/seed: all work, and what is said of them is true.</summary>
public sealed class SeedTests
{
    private static readonly NetworkValidator Validator = new();

    [Fact]
    public void No_network_of_the_seed_is_refused()
    {
        var networks = Networks();

        var errors = networks.SelectMany(static n => Validator.Judge(n, ValidationContext.Nothing).Errors);

        networks.Count.ShouldBe(11);
        errors.Select(static error => error.ToString()).ShouldBeEmpty();
    }

    [Fact]
    public void Its_warnings_are_these()
    {
        var warnings = Networks().SelectMany(static n => Validator.Judge(n, ValidationContext.Nothing).Warnings
            .Select(warning => $"{n.Name}: {warning.Rule}"));

        warnings.Order().ShouldBe(
                ["flannel-2: config-empty", "ptp-portmap: name-differs", "sriov-net-a: cni-version-missing"]);
    }

    private static List<NetworkObject> Networks() =>
    [
        .. Directory.GetFiles(Repository.Path("config/samples/seed"), "*.yaml", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .SelectMany(Documents)
            .Where(static document => Text(document, "kind") == "NetworkAttachmentDefinition")
            .Select(Network),
    ];

    private static IEnumerable<YamlMappingNode> Documents(string file)
    {
        var yaml = new YamlStream();
        using var reader = new StreamReader(file);
        yaml.Load(reader);
        return yaml.Documents.Select(static document => document.RootNode).OfType<YamlMappingNode>().ToList();
    }

    private static NetworkObject Network(YamlMappingNode document)
    {
        var metadata = (YamlMappingNode)document["metadata"];
        var annotations = metadata.Children.TryGetValue("annotations", out var found)
            ? ((YamlMappingNode)found).Children.ToDictionary(p => p.Key.ToString(), p => p.Value.ToString())
            : [];
        var config = document.Children.TryGetValue("spec", out var spec) ? Text((YamlMappingNode)spec, "config") : null;
        return new NetworkObject(
            Text(metadata, "namespace") ?? "default", Text(metadata, "name")!, config, annotations);
    }

    private static string? Text(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(key, out var value) ? value.ToString() : null;
}
