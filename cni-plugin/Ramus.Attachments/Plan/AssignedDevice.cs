namespace Ramus.Attachments.Plan;

/// <summary>A device of the pod that is assigned to one of its networks.</summary>
/// <param name="Resource">The device plugin's resource.</param>
/// <param name="Id">The device's id, as the kubelet or a driver names it.</param>
public sealed record AssignedDevice(string Resource, string Id);
