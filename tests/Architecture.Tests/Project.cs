using System.Xml.Linq;

namespace Architecture.Tests;

/// <summary>A project as described by its project file.</summary>
internal sealed class Project(string path)
{
    private readonly XElement file = XElement.Load(path);

    public string Name { get; } = Path.GetFileNameWithoutExtension(path);

    /// <summary>The names of the referenced projects.</summary>
    public IReadOnlyList<string> References =>
        [.. Includes("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference))];

    /// <summary>The names of the referenced packages.</summary>
    public IReadOnlyList<string> Packages => [.. Includes("PackageReference")];

    /// <summary>Source files of other projects that this project compiles too.</summary>
    public IReadOnlyList<string> LinkedSources =>
        [.. Includes("Compile").Where(source => source.Contains("..", StringComparison.Ordinal))];

    public bool AllowsUnsafeCode => file.Descendants("AllowUnsafeBlocks").Any(flag => flag.Value == "true");

    /// <summary>All source files of the project.</summary>
    public IReadOnlyList<Source> Sources { get; } =
    [
        .. Directory.EnumerateFiles(Path.GetDirectoryName(path)!, "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(source => new Source(source)),
    ];

    public override string ToString() => Name;

    private IEnumerable<string> Includes(string item) =>
        file.Descendants(item)
            .Select(element => element.Attribute("Include")?.Value ?? "")
            .Where(include => include.Length > 0);
}
