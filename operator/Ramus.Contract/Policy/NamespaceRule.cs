using Ramus.Contract.Selection;

namespace Ramus.Contract.Policy;

/// <summary>The limits for networks of some namespaces; a null property has no limit.</summary>
public sealed record NamespaceRule
{
    /// <summary>The namespaces that the rule applies to, as patterns.</summary>
    public required IReadOnlyList<string> Namespaces { get; init; }

    /// <summary>Allowed types of plugins, including IPAM plugins, as patterns.</summary>
    public IReadOnlyList<string>? Plugins { get; init; }

    /// <summary>
    /// Interfaces of the node that are allowed as <c>master</c>, <c>device</c>, <c>bridge</c> or link, as patterns.
    /// </summary>
    public IReadOnlyList<string>? Masters { get; init; }

    /// <summary>Keys that must not be set, at any depth and in any spelling of upper and lower case.</summary>
    public IReadOnlySet<string> ForbiddenKeys { get; init; } = new HashSet<string>();

    /// <summary>Whether values may be paths on the node.</summary>
    public bool AllowPaths { get; init; } = true;

    /// <summary>Whether a network may have no configuration and so use a configuration file of the node.</summary>
    public bool AllowFiles { get; init; } = true;

    /// <summary>
    /// The allowed names of configurations; null: the network's own name, or any if the rule has no other limit.
    /// </summary>
    public NameUse? Names { get; init; }

    /// <summary>The settings that pods of the namespaces may request of a network.</summary>
    public required PodRequests Requests { get; init; }

    /// <summary>The allowed names of configurations, with the default applied.</summary>
    public NameUse NameUse => Names ?? (LimitsNetworks ? NameUse.Own : NameUse.Any);

    private bool LimitsNetworks =>
        Plugins is not null || Masters is not null || ForbiddenKeys.Count > 0 || !AllowPaths || !AllowFiles;

    /// <summary>Whether a network's configuration may have this name.</summary>
    public bool AllowsName(NetworkKey network, string name) =>
        NameUse == NameUse.Any || name == network.Name || name == network.QualifiedName;

    public bool Forbids(string key) => ForbiddenKeys.Contains(key);
}
