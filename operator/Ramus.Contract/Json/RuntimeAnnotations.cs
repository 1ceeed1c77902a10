namespace Ramus.Contract.Json;

/// <summary>
/// Where container runtimes pass a pod's annotations. Annotation keys come from users and are case-sensitive, unlike
/// all other keys of a configuration.
/// </summary>
public static class RuntimeAnnotations
{
    /// <summary>The capability of containerd (1.6 and later) and CRI-O (1.29 and later).</summary>
    public const string Capability = "io.kubernetes.cri.pod-annotations";

    /// <summary>True for the object with the annotations, in the runtime's input and in a record.</summary>
    /// <param name="parent">The key of the parent object.</param>
    /// <param name="key">The object's own key.</param>
    internal static bool Are(string? parent, string? key) =>
        key == Capability && parent is not null && (GoKey.Same(parent, "runtimeConfig") || parent == "capabilityArgs");
}
