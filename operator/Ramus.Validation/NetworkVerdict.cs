namespace Ramus.Validation;

/// <summary>The findings for a network, and the facts for its status.</summary>
public sealed record NetworkVerdict(IReadOnlyList<Finding> Findings, NetworkFacts Facts)
{
    /// <summary>Whether the network has no errors.</summary>
    public bool IsValid => !Errors.Any();

    public IEnumerable<Finding> Errors => Findings.Where(static finding => finding.Severity == Severity.Error);

    public IEnumerable<Finding> Warnings => Findings.Where(static finding => finding.Severity == Severity.Warning);
}
