using Ramus.Contract.Cni;
using Ramus.Linux.Namespaces;

namespace Ramus.Attachments.Sandbox;

/// <summary>Keeps delegates out of the node's own network namespace.</summary>
public static class NamespaceGuard
{
    /// <summary>Refuses a namespace that is missing, or that is the node's own.</summary>
    /// <param name="path">The path of the namespace that the runtime names.</param>
    /// <exception cref="CniException">Code 8.</exception>
    public static void RequirePodNamespace(string path)
    {
        switch (NetworkNamespace.Look(path))
        {
            case NamespaceKind.Missing:
                throw new CniException(
                    CniErrorCode.InvalidNetns,
                    $"the pod's network namespace '{path}' is gone",
                    "the sandbox ended while its network was set up; the kubelet makes a new one by itself");
            case NamespaceKind.Own when !IsOverridden():
                throw new CniException(
                    CniErrorCode.InvalidNetns, $"'{path}' is the node's own network namespace, not a pod's");
            default:
                return;
        }
    }

    /// <summary>The namespace as delegates get it at DEL: empty for a path that leads to the node itself.</summary>
    public static string ForDelete(string path) =>
        path.Length > 0 && NetworkNamespace.Look(path) == NamespaceKind.Own && !IsOverridden() ? "" : path;

    private static bool IsOverridden() => Environment.GetEnvironmentVariable("CNI_NETNS_OVERRIDE") is "1" or "true";
}
