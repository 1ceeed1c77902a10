namespace Ramus.Linux.Namespaces;

/// <summary>The kind of network namespace at a path.</summary>
public enum NamespaceKind
{
    /// <summary>The path is missing, or is not a network namespace.</summary>
    Missing,

    Own,

    /// <summary>A namespace other than our own.</summary>
    Other,
}
