namespace Ramus.Contract.Selection;

/// <summary>The annotations that Ramus reads or writes: those of the standard, of Multus and our own.</summary>
public static class Annotations
{
    /// <summary>On a pod: the requested networks.</summary>
    public const string Networks = "k8s.v1.cni.cncf.io/networks";

    /// <summary>On a pod: the attached interfaces.</summary>
    public const string NetworkStatus = "k8s.v1.cni.cncf.io/network-status";

    /// <summary>On a pod: the former name of <see cref="NetworkStatus"/>; other programs may still read it.</summary>
    public const string FormerNetworkStatus = "k8s.v1.cni.cncf.io/networks-status";

    /// <summary>On a network: the device plugin resource that it allocates.</summary>
    public const string ResourceName = "k8s.v1.cni.cncf.io/resourceName";

    /// <summary>On a pod: the network that replaces the default network.</summary>
    public const string DefaultNetwork = "v1.multus-cni.io/default-network";

    /// <summary>On a network: "node" lets its configuration use variables of the node.</summary>
    public const string Render = "ramus.dev/render";

    /// <summary>On a network: a label selector for the nodes where it is available.</summary>
    public const string NodeSelector = "ramus.dev/nodeSelector";

    /// <summary>On a network: "true" allows its deletion while pods use it.</summary>
    public const string AllowDeletion = "ramus.dev/allow-deletion";

    /// <summary>On a network: "false" refuses changes of its configuration while pods use it.</summary>
    public const string AllowChanges = "ramus.dev/allow-changes";

    /// <summary>On a pod: the generation of each network at the time of the attachment, as a JSON object.</summary>
    public const string NetworkGenerations = "ramus.dev/network-generations";

    /// <summary>On a pod: the annotations that report its attachments. On a new pod they are forged.</summary>
    public static IReadOnlyList<string> OfAttachedPods { get; } =
        [NetworkStatus, FormerNetworkStatus, NetworkGenerations];

    /// <summary>On a network: one label, <c>key=value</c>, of the nodes where it is available.</summary>
    public const string NodeLabel = "k8s.v1.cni.cncf.io/nodeSelector";

    /// <summary>On a network: the ResourceClaimTemplate for its device, in the pod's namespace.</summary>
    public const string ResourceClaimTemplate = "ramus.dev/resourceClaimTemplate";

    /// <summary>On a pod: the container that requests the devices of its networks.</summary>
    public const string TargetContainer = "ramus.dev/target-container";

    /// <summary>On a pod: "true" mounts /etc/podnetinfo even if no network needs a device.</summary>
    public const string PodInfo = "ramus.dev/podnetinfo";

    /// <summary>On a pod: the resource requests that the webhook added to the pod's own, as a JSON object.</summary>
    public const string InjectedResources = "ramus.dev/injected-resources";

    /// <summary>On a network: rules whose warnings are suppressed, separated by commas.</summary>
    public const string IgnoredWarnings = "ramus.dev/ignore-warnings";

    /// <summary>
    /// On a ConfigMap, for kubectl-ramus only: lines "key: /path" with the paths of its keys on the scratch node.
    /// </summary>
    public const string NodeFiles = "ramus.dev/node-files";

    /// <summary>The annotations of a network that Ramus reads.</summary>
    public static IReadOnlyList<string> OfNetworks { get; } =
    [
        ResourceName, Render, NodeSelector, NodeLabel, ResourceClaimTemplate, AllowDeletion, AllowChanges,
        IgnoredWarnings,
    ];

    /// <summary>Whether the key has the project's domain.</summary>
    public static bool AreOurs(string key) => key.StartsWith("ramus.dev/", StringComparison.Ordinal);
}
