using Ramus.Contract.Cni;
using Ramus.Linux.Namespaces;

namespace Ramus.Attachments.Sandbox;

/// <summary>Prevents delegates from working in the node's own network namespace.</summary>
public static class NamespaceGuard
{
    /// <summary>What to do about a namespace that is gone.</summary>
    internal const string SandboxEnded =
        "the sandbox ended while its network was set up; the kubelet creates a new sandbox by itself";

    /// <summary>Refuses a missing namespace, and the node's own.</summary>
    /// <param name="path">The path of the namespace in the runtime's request.</param>
    /// <exception cref="CniException">Code 8.</exception>
    public static void RequirePodNamespace(string path)
    {
        switch (NetworkNamespace.Look(path))
        {
            case NamespaceKind.Missing:
                throw new CniException(
                    CniErrorCode.InvalidNetns,
                    $"the pod's network namespace '{path}' is gone",
                    SandboxEnded);
            case NamespaceKind.Own when !IsOverridden():
                throw new CniException(
                    CniErrorCode.InvalidNetns, $"'{path}' is the node's own network namespace, not a pod's");
            default:
                return;
        }
    }

    /// <summary>The namespace path for DEL; empty when the path is the node's own namespace.</summary>
    public static string ForDelete(string path) =>
        path.Length > 0 && NetworkNamespace.Look(path) == NamespaceKind.Own && !IsOverridden() ? "" : path;

    private static bool IsOverridden() => Environment.GetEnvironmentVariable("CNI_NETNS_OVERRIDE") is "1" or "true";
}
