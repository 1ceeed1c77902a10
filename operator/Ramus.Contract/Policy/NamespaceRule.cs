using Ramus.Contract.Selection;

namespace Ramus.Contract.Policy;

/// <summary>What the networks of some namespaces may hold; null means anything.</summary>
public sealed record NamespaceRule
{
    /// <summary>The namespaces that it is for, as patterns.</summary>
    public required IReadOnlyList<string> Namespaces { get; init; }

    /// <summary>Types of plugins and of address managers, as patterns.</summary>
    public IReadOnlyList<string>? Plugins { get; init; }

    /// <summary>
    /// Interfaces of the node that may be a <c>master</c>, <c>device</c>, <c>bridge</c> or link, as patterns.
    /// </summary>
    public IReadOnlyList<string>? Masters { get; init; }

    /// <summary>Keys that may not be set, wherever they stand and in any case.</summary>
    public IReadOnlySet<string> ForbiddenKeys { get; init; } = new HashSet<string>();

    /// <summary>Whether values may be paths of the node.</summary>
    public bool AllowPaths { get; init; } = true;

    /// <summary>Whether a network may be without a configuration, and so take a file of the node.</summary>
    public bool AllowFiles { get; init; } = true;

    /// <summary>Which names configurations may have; null: their own, unless the rule limits nothing else.</summary>
    public NameUse? Names { get; init; }

    /// <summary>What pods of the namespaces may ask of a network.</summary>
    public required PodRequests Requests { get; init; }

    /// <summary>The names that configurations of the namespaces may have.</summary>
    public NameUse NameUse => Names ?? (LimitsNetworks ? NameUse.Own : NameUse.Any);

    private bool LimitsNetworks =>
        Plugins is not null || Masters is not null || ForbiddenKeys.Count > 0 || !AllowPaths || !AllowFiles;

    /// <summary>Whether a network's configuration may have this name.</summary>
    public bool AllowsName(NetworkKey network, string name) =>
        NameUse == NameUse.Any || name == network.Name || name == network.QualifiedName;

    public bool Forbids(string key) => ForbiddenKeys.Contains(key);
}
