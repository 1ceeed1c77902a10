namespace Ramus.Contract.NodeDisk;

/// <summary>One attachment that succeeded; addresses are prefixes, the device is the allocated one.</summary>
public sealed record ReportedAttachment(
    string Network, string Interface, IReadOnlyList<string> Addresses, string? Device = null)
{
    /// <summary>Generation of the network that was attached; 0 = unknown.</summary>
    public long Generation { get; init; }

    /// <summary>Text of the AddedInterface event: as Multus words it, and which device it is.</summary>
    public string EventMessage =>
        $"Add {Interface} [{string.Join(' ', Addresses)}]" + (Network.Length > 0 ? $" from {Network}" : "")
        + (string.IsNullOrEmpty(Device) ? "" : $" with device {Device}");
}
