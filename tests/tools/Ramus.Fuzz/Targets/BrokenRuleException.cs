namespace Ramus.Fuzz.Targets;

/// <summary>The code under test did something that it never may.</summary>
internal sealed class BrokenRuleException(string rule, string details, Exception? inner = null)
    : Exception($"{rule}\n{details}", inner)
{
    /// <summary>The rule, the same for all inputs that break it.</summary>
    public string Rule { get; } = rule;
}
