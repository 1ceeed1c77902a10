namespace Ramus.Linux.Namespaces;

/// <summary>What a path of a network namespace leads to.</summary>
public enum NamespaceKind
{
    /// <summary>Nothing that can be opened as a namespace.</summary>
    Missing,

    Own,

    /// <summary>Another one.</summary>
    Other,
}
