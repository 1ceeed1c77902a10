using Ramus.Contract.Selection;

namespace Ramus.Node.Devices;

/// <summary>The attributes of a device that CNI uses; a driver may publish neither of them.</summary>
/// <param name="Id">The value of <see cref="DeviceAttributes.DeviceId"/>; null when it is missing.</param>
/// <param name="Resource">The value of <see cref="DeviceAttributes.ResourceName"/>; null when it is missing.</param>
internal sealed record SliceDevice(string? Id, string? Resource)
{
    /// <summary>
    /// The end of a sentence about the device that says which attribute keeps it from being a device of
    /// <paramref name="wanted"/>; null when both attributes fit.
    /// </summary>
    /// <param name="device">The device; null when no ResourceSlice has it.</param>
    /// <param name="wanted">The resource that the device was allocated for.</param>
    public static string? WhyNot(SliceDevice? device, string wanted) => device switch
    {
        null => "is in no ResourceSlice of this node; the driver has not published it yet, or has withdrawn it",
        { Resource: null } => $"has no attribute {DeviceAttributes.ResourceName} of type string in its ResourceSlice; "
            + $"the driver must publish the attribute with the value '{wanted}'",
        { Resource: var other } when other != wanted =>
            $"has attribute {DeviceAttributes.ResourceName} '{other}' in its ResourceSlice instead of '{wanted}'; "
            + "correct the driver's configuration, or the resource name of its DeviceClass",
        { Id: null } => $"has no attribute {DeviceAttributes.DeviceId} of type string in its ResourceSlice; the driver "
            + "must publish the device's id in it",
        _ => null,
    };
}
