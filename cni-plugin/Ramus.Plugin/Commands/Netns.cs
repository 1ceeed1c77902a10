using Ramus.Contract.Cni;
using Ramus.Linux.Namespaces;

namespace Ramus.Plugin.Commands;

/// <summary>Checks of the network namespace that the runtime names.</summary>
internal static class Netns
{
    /// <summary>The namespace must be there, and must not be the node's own.</summary>
    /// <exception cref="CniException">Code 8.</exception>
    internal static void RequirePodNamespace(string path)
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

    /// <summary>The namespace as delegates should see it at DEL: a path that leads to the node itself never reaches them.</summary>
    internal static string ForDelete(string path) =>
        path.Length > 0 && NetworkNamespace.Look(path) == NamespaceKind.Own && !IsOverridden() ? "" : path;

    private static bool IsOverridden() => Environment.GetEnvironmentVariable("CNI_NETNS_OVERRIDE") is "1" or "true";
}
