using YamlDotNet.RepresentationModel;

namespace Ramus.Chart.Tests.Harness;

/// <summary>The chart, rendered.</summary>
public static class RamusChart
{
    public const string Folder = "charts/ramus";

    private static readonly string[] Release = ["template", "ramus", Folder, "--namespace", "ramus-system"];

    /// <summary>The objects as text, each from its "# Source:" line on.</summary>
    public static IReadOnlyList<string> Render(Tool helm, params IEnumerable<string> arguments) =>
        [.. helm.Run([.. Release, .. arguments]).Split("---\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(document => document.TrimEnd('\n') + "\n")];

    /// <summary>The objects as trees.</summary>
    public static IReadOnlyList<YamlMappingNode> Objects(params IEnumerable<string> arguments)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(string.Join("---\n", Render(Tool.Helm4.OrSkip(), arguments))));
        return [.. stream.Documents.Select(document => document.RootNode).OfType<YamlMappingNode>()];
    }

    /// <summary>The version of the programs.</summary>
    public static string AppVersion { get; } = Yaml.Load($"{Folder}/Chart.yaml").TextAt("appVersion")!;

    public static string Refuse(Tool helm, params IEnumerable<string> arguments) =>
        helm.Refuse([.. Release, .. arguments]);
}
