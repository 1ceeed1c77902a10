namespace Ramus.Testing.Reports;

/// <summary>Why a pod does not get its networks.</summary>
/// <param name="Why">A part of the sentence that says what is wrong.</param>
public sealed record ReportFailure(string Why)
{
    /// <summary>The network, as namespace/name; null: the failure is about the whole annotation.</summary>
    public string? Network { get; init; }

    /// <summary>A part of the advice; null: not checked.</summary>
    public string? ToDo { get; init; }
}
