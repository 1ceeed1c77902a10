namespace Ramus.Validation;

/// <summary>One thing that is wrong, or looks wrong, with a network.</summary>
/// <param name="Rule">Stable id of the rule, for example <c>bridge-vlan-range</c>; docs/validation.md lists
/// them.</param>
/// <param name="Severity">Whether it refuses the network.</param>
/// <param name="Path">Where in the object, for example <c>spec.config.plugins[1].ipam.subnet</c>.</param>
/// <param name="Message">What is wrong and what would be right, without the path.</param>
/// <param name="Line">1-based line within <c>spec.config</c>, when the place is there.</param>
/// <param name="Column">1-based column within that line, counted in characters.</param>
public sealed record Finding(
    string Rule, Severity Severity, string Path, string Message, long? Line = null, long? Column = null)
{
    /// <summary>One sentence for a person: place, what is wrong, what would be right, and the rule.</summary>
    public override string ToString() =>
        Line is null
            ? $"{Path}: {Message} ({Rule})"
            : $"{Path} (line {Line} column {Column}): {Message} ({Rule})";
}
