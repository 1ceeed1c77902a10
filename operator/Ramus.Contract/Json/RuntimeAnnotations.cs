namespace Ramus.Contract.Json;

/// <summary>
/// How container runtimes hand a pod's annotations over. Their keys are the users': case tells them apart, unlike all
/// other keys of a configuration.
/// </summary>
public static class RuntimeAnnotations
{
    /// <summary>The capability of containerd (1.6 and later) and CRI-O (1.29 and later).</summary>
    public const string Capability = "io.kubernetes.cri.pod-annotations";

    /// <summary>True for the object with the annotations, as the runtime sends it or as a record keeps it.</summary>
    /// <param name="parent">The key of the object around it.</param>
    /// <param name="key">Its own key.</param>
    internal static bool Are(string? parent, string? key) =>
        key == Capability && parent is not null && (GoKey.Same(parent, "runtimeConfig") || parent == "capabilityArgs");
}
