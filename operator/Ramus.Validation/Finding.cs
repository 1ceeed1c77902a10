namespace Ramus.Validation;

/// <summary>One error or warning about a network.</summary>
/// <param name="Rule">
/// Stable id of the rule, for example <c>bridge-vlan-range</c>; docs/validation.md lists all rules.
/// </param>
/// <param name="Severity">Error or warning.</param>
/// <param name="Path">The path in the object, for example <c>spec.config.plugins[1].ipam.subnet</c>.</param>
/// <param name="Message">The mistake and the remedy, without the path.</param>
/// <param name="Line">1-based line within <c>spec.config</c>; null for findings outside it.</param>
/// <param name="Column">1-based column within that line, counted in characters.</param>
public sealed record Finding(
    string Rule, Severity Severity, string Path, string Message, long? Line = null, long? Column = null)
{
    /// <summary>One sentence for people: the place, the mistake, the remedy and the rule.</summary>
    public override string ToString() =>
        Line is null
            ? $"{Path}: {Message} ({Rule})"
            : $"{Path} (line {Line} column {Column}): {Message} ({Rule})";
}
