namespace Ramus.Client.Check.Findings;

/// <summary>The outcome of a check.</summary>
/// <param name="Findings">The findings, in the order of the files.</param>
/// <param name="Notes">Sentences that report no mistake, for example about what could not be checked.</param>
/// <param name="Counts">The numbers of checked objects.</param>
internal sealed record CheckResult(
    IReadOnlyList<CheckFinding> Findings, IReadOnlyList<string> Notes, CheckCounts Counts)
{
    public int Errors => Findings.Count(static finding => finding.IsError);

    public int Warnings => Findings.Count - Errors;
}
