namespace Ramus.Contract.Selection;

/// <summary>Attributes of a device in a driver's ResourceSlices that CNI uses.</summary>
public static class DeviceAttributes
{
    /// <summary>The device ID that the CNI plugin receives.</summary>
    public const string DeviceId = "k8s.cni.cncf.io/deviceID";

    /// <summary>The <see cref="Annotations.ResourceName"/> of the networks that can use the device.</summary>
    public const string ResourceName = "k8s.cni.cncf.io/resourceName";
}
