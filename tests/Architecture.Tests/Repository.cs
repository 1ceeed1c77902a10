using System.Runtime.CompilerServices;

namespace Architecture.Tests;

/// <summary>This checkout.</summary>
internal static class Repository
{
    private static readonly string[] Components = ["operator", "webhook", "cni-plugin"];

    public static string Root { get; } = Path.GetFullPath(Path.Combine(Folder(), "..", ".."));

    /// <summary>The released projects.</summary>
    public static IReadOnlyList<Project> Released { get; } = [.. Components.SelectMany(Find)];

    /// <summary>The released projects and the test projects.</summary>
    public static IReadOnlyList<Project> All { get; } = [.. Released, .. Find("tests")];

    private static IEnumerable<Project> Find(string folder) => Directory
        .EnumerateFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(path => new Project(path));

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
