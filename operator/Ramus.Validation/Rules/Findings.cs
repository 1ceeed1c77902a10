using Ramus.Contract.Json;
using Ramus.Validation.Json;

namespace Ramus.Validation.Rules;

/// <summary>Collects the findings about one network, up to a limit.</summary>
/// <param name="silenced">Ids of warnings that the network's author suppresses.</param>
/// <param name="most">The number of findings that ends the validation, including suppressed warnings.</param>
internal sealed class Findings(IReadOnlyList<string> silenced, int most = Findings.Most)
{
    /// <summary>The default limit of findings.</summary>
    public const int Most = 100;

    private readonly HashSet<Finding> seen = [];
    private readonly List<Finding> found = [];
    private int count;

    /// <summary>The text of the configuration, used to compute lines and columns.</summary>
    public ReadOnlyMemory<byte> Text { get; set; }

    public bool HasErrors => found.Exists(static finding => finding.Severity == Severity.Error);

    /// <summary>The findings, errors first; within a severity in the order of the configuration.</summary>
    public IReadOnlyList<Finding> Ordered =>
        [.. found.Where(IsToBeTold).OrderBy(static finding => finding.Severity)];

    /// <summary>Adds a finding at a place in the configuration.</summary>
    /// <exception cref="EnoughFindingsException">The limit is reached.</exception>
    public void Add(Rule rule, JsonPlace place, string message)
    {
        var (line, column) = place.In(Text.Span);
        Add(new Finding(rule.Id, rule.Severity, place.ToString(), message, line, column));
    }

    /// <summary>Adds a finding in the object outside the configuration.</summary>
    /// <exception cref="EnoughFindingsException">The limit is reached.</exception>
    public void Add(Rule rule, string path, string message) =>
        Add(new Finding(rule.Id, rule.Severity, path, message));

    /// <exception cref="EnoughFindingsException">The limit is reached.</exception>
    public void Add(Finding finding)
    {
        // A duplicate counts too, because it has cost as much as a new finding.
        count++;
        finding = finding with { Path = Quote.Visible(finding.Path), Message = Quote.Visible(finding.Message) };
        if (seen.Add(finding))
        {
            found.Add(finding);
        }

        if (count == most)
        {
            throw new EnoughFindingsException();
        }
    }

    /// <summary>Adds an error about the limit: a network that was not validated completely must not pass.</summary>
    public void AddLimit() => found.Add(new Finding(
        RuleBook.FindingsLimit.Id,
        RuleBook.FindingsLimit.Severity,
        ConfigText.Path,
        $"there are {most} or more findings, and the rest of the configuration was not checked; correct these first"));

    private bool IsToBeTold(Finding finding) =>
        finding.Severity == Severity.Error || !silenced.Contains(finding.Rule, StringComparer.Ordinal);
}
