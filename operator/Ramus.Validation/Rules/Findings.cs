using Ramus.Validation.Json;

namespace Ramus.Validation.Rules;

/// <summary>What the rules find about one network. They stop at a number, whatever the network holds.</summary>
/// <param name="silenced">Ids of warnings that the network's author does not want to read.</param>
/// <param name="most">How many findings end the judgement, those that are silenced included.</param>
internal sealed class Findings(IReadOnlyList<string> silenced, int most = Findings.Most)
{
    /// <summary>More than anybody reads at once.</summary>
    public const int Most = 100;

    private readonly HashSet<Finding> seen = [];
    private readonly List<Finding> found = [];
    private int count;

    /// <summary>The text of the configuration, in which places are looked up.</summary>
    public ReadOnlyMemory<byte> Text { get; set; }

    public bool HasErrors => found.Exists(static finding => finding.Severity == Severity.Error);

    /// <summary>Errors first; within a severity the order of the configuration.</summary>
    public IReadOnlyList<Finding> Ordered =>
        [.. found.Where(IsToBeTold).OrderBy(static finding => finding.Severity)];

    /// <summary>Takes what is found at a place of the configuration.</summary>
    /// <exception cref="EnoughFindingsException">It was the last one that is wanted.</exception>
    public void Add(Rule rule, JsonPlace place, string message)
    {
        var (line, column) = place.In(Text.Span);
        Add(new Finding(rule.Id, rule.Severity, place.ToString(), message, line, column));
    }

    /// <summary>Takes what is found in the object around the configuration.</summary>
    /// <exception cref="EnoughFindingsException">It was the last one that is wanted.</exception>
    public void Add(Rule rule, string path, string message) =>
        Add(new Finding(rule.Id, rule.Severity, path, message));

    /// <exception cref="EnoughFindingsException">It was the last one that is wanted.</exception>
    public void Add(Finding finding)
    {
        // One that is there already has cost as much as a new one.
        count++;
        if (seen.Add(finding))
        {
            found.Add(finding);
        }

        if (count == most)
        {
            throw new EnoughFindingsException();
        }
    }

    /// <summary>Says that the judgement was ended; a network that was not judged to its end must not pass.</summary>
    public void AddLimit() => found.Add(new Finding(
        RuleBook.FindingsLimit.Id,
        RuleBook.FindingsLimit.Severity,
        ConfigText.Path,
        $"there are {most} findings or more, and the rest of the configuration was not judged; correct these first"));

    private bool IsToBeTold(Finding finding) =>
        finding.Severity == Severity.Error || !silenced.Contains(finding.Rule, StringComparer.Ordinal);
}
