namespace Ramus.Client.Diagnose;

/// <summary>One step of a diagnosis.</summary>
/// <param name="Name">The part that was examined, for example "scheduling".</param>
/// <param name="IsGood">Whether the part works; null when it could not be examined, or does not apply.</param>
/// <param name="Text">The result of the step.</param>
internal sealed record DiagnosisStep(string Name, bool? IsGood, string Text)
{
    /// <summary>The remedy; empty when there is nothing to do.</summary>
    public string ToDo { get; init; } = "";

    /// <summary>The heading of docs/troubleshooting.md about it, as an anchor; empty without one.</summary>
    public string Anchor { get; init; } = "";

    public static DiagnosisStep Good(string name, string text) => new(name, true, text);

    public static DiagnosisStep Unknown(string name, string text) => new(name, null, text);

    public static DiagnosisStep Bad(string name, string text, string toDo, string anchor = "") =>
        new(name, false, text) { ToDo = toDo, Anchor = anchor };
}
