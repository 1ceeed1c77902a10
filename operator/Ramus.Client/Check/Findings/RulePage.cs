using Ramus.Validation.Rules;

namespace Ramus.Client.Check.Findings;

/// <summary>The addresses of the rules' pages.</summary>
internal static class RulePage
{
    private const string Site = "https://ramus.dev";

    /// <summary>The address of a rule's row on the site.</summary>
    public static string Of(string rule) =>
        $"{Site}/{(RuleBook.Find(rule) is null ? "kubectl-ramus" : "validation")}.html#{rule}";
}
