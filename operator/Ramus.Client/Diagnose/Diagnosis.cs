namespace Ramus.Client.Diagnose;

/// <summary>The outcome of a diagnosis.</summary>
/// <param name="Subject">The object, for example "pod tenant-a/web-0".</param>
/// <param name="Steps">The steps, in the order of a pod's start.</param>
internal sealed record Diagnosis(string Subject, IReadOnlyList<DiagnosisStep> Steps)
{
    /// <summary>The first step that failed; later failures are its effects.</summary>
    public DiagnosisStep? Cause => Steps.FirstOrDefault(static step => step.IsGood == false);
}
