using Ramus.Client.Check.Findings;
using Ramus.Client.Manifests;
using Ramus.Validation.Rules;

namespace Ramus.Client.Check.Judging;

/// <summary>Collects the findings of a check.</summary>
internal sealed class FindingList
{
    private readonly List<CheckFinding> found = [];

    /// <summary>The findings by place; those of one place in the order in which they were found.</summary>
    public IReadOnlyList<CheckFinding> InOrder(Func<string, int> indexOf) =>
    [
        .. found.OrderBy(finding => indexOf(finding.Place.File))
            .ThenBy(static finding => finding.Place.Line).ThenBy(static finding => finding.Place.Column),
    ];

    public void Add(Rule rule, Place place, string subject, string path, string message) =>
        Add(CheckFinding.Of(rule, place, subject, path, message));

    public void Add(CheckFinding finding) => found.Add(finding);
}
