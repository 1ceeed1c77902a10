namespace Architecture.Tests;

/// <summary>The references between projects, compared with the arrows in docs/architecture.md.</summary>
public sealed class ReferenceTests
{
    private const string Arrow = " ◀── ";

    private static readonly Dictionary<string, string[]> References =
        Repository.Released.ToDictionary(project => project.Name, project => project.References.ToArray());

    /// <summary>Includes transitive references, which the page does not draw again.</summary>
    [Fact]
    public void Every_project_refers_to_those_that_the_page_draws() =>
        All(References).ShouldBe(All(Drawn()), ignoreOrder: true);

    [Fact]
    public void The_contract_the_system_calls_and_the_plugin_use_no_package() =>
        Repository.Released
            .Where(project => project.Packages.Count > 0)
            .Select(project => project.Name)
            .ShouldNotContain(name => name == "Ramus.Contract" || name == "Ramus.Linux" || name == "Ramus.Cni"
                || name == "Ramus.Attachers" || name == "Ramus.Attachments" || name == "Ramus.Plugin");

    [Fact]
    public void Only_one_library_has_unsafe_code() =>
        Exceptions.Hold("unsafe", Repository.Released
            .Where(project => project.AllowsUnsafeCode && project.Name != "Ramus.Linux")
            .Select(project => (project.Name, 1)));

    [Fact]
    public void No_project_compiles_sources_of_another() =>
        Exceptions.Hold("linked-sources", Repository.All
            .Where(project => project.LinkedSources.Count > 0)
            .Select(project => (project.Name, project.LinkedSources.Count)));

    // In each line, the project on the left of an arrow is referenced by all projects on its right.
    private static Dictionary<string, string[]> Drawn() =>
        File.ReadLines(Path.Combine(Repository.Root, "docs/architecture.md"))
            .Where(line => line.StartsWith("Ramus.", StringComparison.Ordinal)
                && line.Contains(Arrow, StringComparison.Ordinal))
            .Select(line => line.Split(Arrow).Select(part => part.Split(',', StringSplitOptions.TrimEntries)).ToList())
            .SelectMany(parts => parts.Zip(parts.Skip(1), (to, from) => (To: to, From: from)))
            .SelectMany(step => step.From.SelectMany(from => step.To.Select(to => (From: from, To: to))))
            .ToLookup(arrow => arrow.From, arrow => arrow.To)
            .ToDictionary(project => project.Key, project => project.ToArray());

    private static IEnumerable<string> All(Dictionary<string, string[]> references) =>
        references.Keys.SelectMany(from => Reached(references, from).Distinct().Select(to => $"{from} → {to}"));

    private static IEnumerable<string> Reached(Dictionary<string, string[]> references, string from) =>
        references.GetValueOrDefault(from, []).SelectMany(to => Reached(references, to).Append(to));
}
