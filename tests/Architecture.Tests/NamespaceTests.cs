namespace Architecture.Tests;

public sealed class NamespaceTests
{
    /// <summary>
    /// A namespace is a folder and a step of the flow: two namespaces that need each other are one, or a concept is
    /// missing.
    /// </summary>
    [Fact]
    public void No_namespaces_of_one_project_need_each_other() =>
        Exceptions.Hold("cycle", Repository.Released.SelectMany(Cycles));

    private static IEnumerable<(string Place, int Number)> Cycles(Project project)
    {
        var needs = Needs(project);
        var groups = needs.Keys
            .GroupBy(one => string.Join('+', needs.Keys
                .Where(other => other == one || (Reaches(needs, one, other) && Reaches(needs, other, one)))
                .Order(StringComparer.Ordinal)))
            .Where(group => group.Count() > 1);
        return groups.Select(group => (group.Key, group.Count()));
    }

    private static Dictionary<string, HashSet<string>> Needs(Project project)
    {
        var sources = project.Sources.Where(source => source.Namespace.Length > 0).ToList();
        var types = sources.GroupBy(source => source.Namespace)
            .ToDictionary(group => group.Key, group => group.SelectMany(source => source.Types).ToHashSet());
        var needs = types.Keys.ToDictionary(name => name, _ => new HashSet<string>());
        foreach (var source in sources)
        {
            var names = source.Names;
            // An outer namespace needs no using directive.
            var outer = types.Keys.Where(name => source.Namespace.StartsWith(name + '.', StringComparison.Ordinal)
                && types[name].Overlaps(names));
            needs[source.Namespace].UnionWith(source.Usings.Where(types.ContainsKey).Concat(outer));
        }

        return needs;
    }

    private static bool Reaches(Dictionary<string, HashSet<string>> needs, string from, string to)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>([from]);
        while (open.TryPop(out var next))
        {
            foreach (var need in needs[next].Where(seen.Add))
            {
                open.Push(need);
            }
        }

        return seen.Contains(to);
    }
}
