namespace Ramus.Fuzz.Targets;

/// <summary>The code under test broke a rule.</summary>
internal sealed class BrokenRuleException(string rule, string details, Exception? inner = null)
    : Exception($"{rule}\n{details}", inner)
{
    /// <summary>The rule, the same text for all inputs that break it.</summary>
    public string Rule { get; } = rule;
}
