using Ramus.Contract.Json;

namespace Ramus.Contract.Policy;

/// <summary>
/// The rules of a cluster's administrator for networks and their use; docs/policy.md describes the file.
/// </summary>
public sealed class RamusPolicy
{
    private RamusPolicy()
    {
    }

    /// <summary>Without a file nothing is refused.</summary>
    public static RamusPolicy AllowAll { get; } = new();

    /// <summary>Why the policy denies everything; null for one that was read.</summary>
    public string? Denial { get; private init; }

    /// <summary>In their order; the first one for a namespace counts.</summary>
    public IReadOnlyList<NamespaceRule> Rules { get; private init; } = [];

    public NetworkUse Use { get; private init; } = NetworkUse.Everything;

    /// <summary>Whether nodes too refuse networks that break a rule, also those that were there before it.</summary>
    public bool HoldsOnNodes { get; private init; } = true;

    /// <summary>Stands for a policy that is there and cannot be read: nobody knows what it would allow.</summary>
    public static RamusPolicy DenyAll(string reason) =>
        new() { Denial = reason, Use = NetworkUse.Denied(reason) };

    /// <summary>Whether networks of some namespaces are named after their namespace.</summary>
    public bool GivesQualifiedNames => Rules.Any(static rule => rule.NameUse == NameUse.Qualified);

    /// <summary>Reads the file's JSON; <paramref name="what"/> names it in messages.</summary>
    /// <exception cref="ContractException">It is no policy.</exception>
    public static RamusPolicy Parse(ReadOnlyMemory<byte> utf8, string what) =>
        PolicyReader.Read(utf8, what, static (rules, use, holdsOnNodes) =>
            new RamusPolicy { Rules = rules, Use = use, HoldsOnNodes = holdsOnNodes });

    /// <summary>The rule for the networks of a namespace, or null: anything goes.</summary>
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
