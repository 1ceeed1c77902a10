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

    /// <summary>Keys that may not be set, wherever they stand.</summary>
    public IReadOnlyList<string> ForbiddenKeys { get; init; } = [];

    /// <summary>Whether values may be absolute paths of the node.</summary>
    public bool AllowPaths { get; init; } = true;
}
