using Ramus.Client.Manifests;
using Ramus.Validation;
using Ramus.Validation.Rules;

namespace Ramus.Client.Check.Findings;

/// <summary>One mistake in a manifest.</summary>
/// <param name="Rule">The rule's id, of <see cref="CheckRules"/> or of the rules for networks.</param>
/// <param name="Severity">Error or warning.</param>
/// <param name="Place">The place in the file.</param>
/// <param name="Subject">The object, for example "network default/blue"; empty for a finding about a file.</param>
/// <param name="Path">The path in the object; empty when unknown.</param>
/// <param name="Message">The mistake and the remedy.</param>
internal sealed record CheckFinding(
    string Rule, Severity Severity, Place Place, string Subject, string Path, string Message)
{
    /// <summary>The template from which Helm rendered the object; null without Helm's comment.</summary>
    public string? Source { get; init; }

    public bool IsError => Severity == Severity.Error;

    /// <summary>The subject and the message in one sentence.</summary>
    public string Sentence => Subject.Length == 0 ? Message : $"{Subject}: {Message}";

    public static CheckFinding Of(Rule rule, Place place, string subject, string path, string message) =>
        new(rule.Id, rule.Severity, place, subject, path, message);
}
