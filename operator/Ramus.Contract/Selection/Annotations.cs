namespace Ramus.Contract.Selection;

/// <summary>The annotations that Ramus reads or writes: the standard's, Multus' and our own.</summary>
public static class Annotations
{
    /// <summary>On a pod: the networks that it asks for.</summary>
    public const string Networks = "k8s.v1.cni.cncf.io/networks";

    /// <summary>On a pod: what it got.</summary>
    public const string NetworkStatus = "k8s.v1.cni.cncf.io/network-status";

    /// <summary>On a pod: the former name of <see cref="NetworkStatus"/>; other programs may still read it.</summary>
    public const string FormerNetworkStatus = "k8s.v1.cni.cncf.io/networks-status";

    /// <summary>On a network: the device plugin resource that it hands out.</summary>
    public const string ResourceName = "k8s.v1.cni.cncf.io/resourceName";

    /// <summary>On a pod: the network that takes the default network's place.</summary>
    public const string DefaultNetwork = "v1.multus-cni.io/default-network";

    /// <summary>On a network: "node" lets its configuration use variables of the node.</summary>
    public const string Render = "ramus.dev/render";

    /// <summary>On a network: the nodes that it is for, a label selector.</summary>
    public const string NodeSelector = "ramus.dev/nodeSelector";

    /// <summary>On a network: "true" lets it be deleted though pods use it.</summary>
    public const string AllowDeletion = "ramus.dev/allow-deletion";

    /// <summary>On a pod: the generation of each network that it was attached with, as a JSON object.</summary>
    public const string NetworkGenerations = "ramus.dev/network-generations";

    /// <summary>On a pod: those that tell what it got. A pod that is created with one lies.</summary>
    public static IReadOnlyList<string> OfAttachedPods { get; } =
        [NetworkStatus, FormerNetworkStatus, NetworkGenerations];

    /// <summary>On a network: the nodes that it is for as one label, <c>key=value</c>.</summary>
    public const string NodeLabel = "k8s.v1.cni.cncf.io/nodeSelector";

    /// <summary>On a network: the ResourceClaimTemplate that its device comes by, in the pod's namespace.</summary>
    public const string ResourceClaimTemplate = "ramus.dev/resourceClaimTemplate";

    /// <summary>On a pod: the container that asks for the devices of its networks.</summary>
    public const string TargetContainer = "ramus.dev/target-container";

    /// <summary>On a pod: "true" mounts /etc/podnetinfo though no network needs a device.</summary>
    public const string PodInfo = "ramus.dev/podnetinfo";

    /// <summary>On a pod: what was added to the requests of its own, a JSON object.</summary>
    public const string InjectedResources = "ramus.dev/injected-resources";

    /// <summary>On a network: rules whose warnings are not told, separated by commas.</summary>
    public const string IgnoredWarnings = "ramus.dev/ignore-warnings";

    /// <summary>
    /// On a ConfigMap, for kubectl-ramus alone: lines "key: /path" that say where its keys lie on the scratch node.
    /// </summary>
    public const string NodeFiles = "ramus.dev/node-files";

    public static bool AreOurs(string key) => key.StartsWith("ramus.dev/", StringComparison.Ordinal);
}
