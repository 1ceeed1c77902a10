namespace Ramus.Networks;

/// <summary>Annotations of the multi-network standard and of Multus.</summary>
public static class Annotations
{
    /// <summary>On a pod: the networks that it asks for.</summary>
    public const string Networks = "k8s.v1.cni.cncf.io/networks";

    /// <summary>On a pod: what it got.</summary>
    public const string NetworkStatus = "k8s.v1.cni.cncf.io/network-status";

    /// <summary>On a network: the device plugin resource that it hands out.</summary>
    public const string ResourceName = "k8s.v1.cni.cncf.io/resourceName";

    /// <summary>On a pod: the network that takes the default network's place.</summary>
    public const string DefaultNetwork = "v1.multus-cni.io/default-network";
}
