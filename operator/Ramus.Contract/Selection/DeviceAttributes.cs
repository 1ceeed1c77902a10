namespace Ramus.Contract.Selection;

/// <summary>Attributes by which a driver's ResourceSlices tell CNI of a device.</summary>
public static class DeviceAttributes
{
    /// <summary>What the CNI plugin gets for the device.</summary>
    public const string DeviceId = "k8s.cni.cncf.io/deviceID";

    /// <summary>The <see cref="Annotations.ResourceName"/> of the networks that the device is for.</summary>
    public const string ResourceName = "k8s.cni.cncf.io/resourceName";
}
