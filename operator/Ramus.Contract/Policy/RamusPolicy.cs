using Ramus.Contract.Json;

namespace Ramus.Contract.Policy;

/// <summary>
/// The cluster administrator's rules for networks and their use; docs/policy.md describes the file.
/// </summary>
public sealed class RamusPolicy
{
    private RamusPolicy()
    {
    }

    /// <summary>The policy without a file: everything is allowed.</summary>
    public static RamusPolicy AllowAll { get; } = new();

    /// <summary>The reason why everything is denied; null for a policy that was read.</summary>
    public string? Denial { get; private init; }

    /// <summary>The rules in the order of the file; the first rule that matches a namespace applies.</summary>
    public IReadOnlyList<NamespaceRule> Rules { get; private init; } = [];

    public NetworkUse Use { get; private init; } = NetworkUse.Everything;

    /// <summary>
    /// Whether nodes also refuse networks that violate a rule, including networks older than the rule.
    /// </summary>
    public bool HoldsOnNodes { get; private init; } = true;

    /// <summary>The policy for a file that exists but cannot be read: everything is denied.</summary>
    public static RamusPolicy DenyAll(string reason) =>
        new() { Denial = reason, Use = NetworkUse.Denied(reason) };

    /// <summary>Whether nodes rename the networks of some namespaces to <c>namespace.name</c>.</summary>
    public bool GivesQualifiedNames => Rules.Any(static rule => rule.NameUse == NameUse.Qualified);

    /// <summary>Reads the file's JSON; <paramref name="what"/> names it in messages.</summary>
    /// <exception cref="ContractException">The text is not a valid policy.</exception>
    public static RamusPolicy Parse(ReadOnlyMemory<byte> utf8, string what) =>
        PolicyReader.Read(utf8, what, static (rules, use, holdsOnNodes) =>
            new RamusPolicy { Rules = rules, Use = use, HoldsOnNodes = holdsOnNodes });

    /// <summary>The rule for the networks of a namespace; null when there is no limit.</summary>
    public NamespaceRule? RuleFor(string @namespace)
    {
        foreach (var rule in Rules)
        {
            if (NamePattern.MatchesAny(rule.Namespaces, @namespace))
            {
                return rule;
            }
        }

        return null;
    }
}
