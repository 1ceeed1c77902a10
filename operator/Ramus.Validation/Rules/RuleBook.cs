namespace Ramus.Validation.Rules;

/// <summary>All rules. docs/validation.md shows the same list; a test compares the two.</summary>
public static partial class RuleBook
{
    private static readonly Lazy<IReadOnlyList<Rule>> Sorted = new(static () =>
        [.. Registry.Rules.OrderBy(static rule => rule.Id, StringComparer.Ordinal)]);

    /// <summary>Every rule, sorted by id.</summary>
    public static IReadOnlyList<Rule> All => Sorted.Value;

    /// <summary>The rule with an id, or null.</summary>
    public static Rule? Find(string id) => All.FirstOrDefault(rule => rule.Id == id);

    private static Rule Error(string id, string sentence) => Registry.Add(new Rule(id, Severity.Error, sentence));

    private static Rule Warning(string id, string sentence) => Registry.Add(new Rule(id, Severity.Warning, sentence));

    // A separate class, so that it is initialised before the first rule whatever the order of the partial files.
    private static class Registry
    {
        public static List<Rule> Rules { get; } = [];

        public static Rule Add(Rule rule)
        {
            Rules.Add(rule);
            return rule;
        }
    }
}
