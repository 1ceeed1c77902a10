using System.Text.RegularExpressions;
using Ramus.Client.Try.Input;

namespace Ramus.Client.Tests.Try.Samples;

/// <summary>One file of config/samples/networks or features, with the instructions in its first comment.</summary>
internal sealed partial class Sample
{
    private const string Try = "# Try: ";

    private Sample(string name, string file)
    {
        (Name, File) = (name, file);
        var text = System.IO.File.ReadAllText(file);
        Comment = [.. text.Split('\n').TakeWhile(static line => line.StartsWith('#'))];
        var reader = new ManifestReader();
        reader.Add(text, file);
        Manifests = reader.Collect();
    }

    public static IReadOnlyList<string> Names { get; } =
    [
        .. ((string[])["networks", "features"])
            .SelectMany(folder => Directory.EnumerateFiles(Repository.Path($"config/samples/{folder}"), "*.yaml")
                .Select(file => $"{folder}/{Path.GetFileNameWithoutExtension(file)}"))
            .Order(StringComparer.Ordinal),
    ];

    public string Name { get; }

    public string File { get; }

    public ManifestSet Manifests { get; }

    public IReadOnlyList<string> Comment { get; }

    /// <summary>The further arguments for `kubectl-ramus try`, from the line "# Try: …".</summary>
    public IReadOnlyList<string> Options =>
    [
        .. Comment.Where(static line => line.StartsWith(Try, StringComparison.Ordinal))
            .SelectMany(static line => line[Try.Length..].Split(' ')),
    ];

    /// <summary>The types of plugins and IPAM plugins, also from a file for the node.</summary>
    public IReadOnlySet<string> Types =>
        Manifests.Networks.Select(static network => network.Config).Concat(Manifests.NodeFiles.Values)
            .SelectMany(static config => Type().Matches(config ?? "").Select(static match => match.Groups[1].Value))
            .ToHashSet(StringComparer.Ordinal);

    public static Sample Load(string name) => new(name, Repository.Path($"config/samples/{name}.yaml"));

    [GeneratedRegex("""
        "type": "([^"]+)"
        """)]
    private static partial Regex Type();
}
