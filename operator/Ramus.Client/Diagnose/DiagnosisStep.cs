namespace Ramus.Client.Diagnose;

/// <summary>One step of a diagnosis.</summary>
/// <param name="Name">The part that was looked at, for example "scheduling".</param>
/// <param name="IsGood">Whether it works; null: it could not be looked at, or does not apply.</param>
/// <param name="Text">What was found.</param>
internal sealed record DiagnosisStep(string Name, bool? IsGood, string Text)
{
    /// <summary>What to do about it; empty when nothing.</summary>
    public string ToDo { get; init; } = "";

    /// <summary>The heading of docs/troubleshooting.md about it, as an anchor; empty without one.</summary>
    public string Anchor { get; init; } = "";

    public static DiagnosisStep Good(string name, string text) => new(name, true, text);

    public static DiagnosisStep Unknown(string name, string text) => new(name, null, text);

    public static DiagnosisStep Bad(string name, string text, string toDo, string anchor = "") =>
        new(name, false, text) { ToDo = toDo, Anchor = anchor };
}
