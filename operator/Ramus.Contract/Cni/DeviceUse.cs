namespace Ramus.Contract.Cni;

/// <summary>How a plugin uses the device that was allocated to the pod for its network; in ascending order.</summary>
public enum DeviceUse
{
    /// <summary>
    /// The plugin ignores the device. The network's resource is only a capacity of the node, or a container of the pod
    /// uses the device.
    /// </summary>
    None,

    /// <summary>The plugin uses a device if there is one. This also applies to unknown plugins.</summary>
    Optional,

    /// <summary>The plugin fails without a device.</summary>
    Required,
}
