namespace Ramus.Contract.NodeDisk;

/// <summary>One successful attachment, with its addresses as prefixes and its allocated device.</summary>
public sealed record ReportedAttachment(
    string Network, string Interface, IReadOnlyList<string> Addresses, string? Device = null)
{
    /// <summary>Generation of the network that was attached; 0 = unknown.</summary>
    public long Generation { get; init; }

    /// <summary>Text of the AddedInterface event: Multus' text, with the device appended.</summary>
    public string EventMessage =>
        $"Add {Interface} [{string.Join(' ', Addresses)}]" + (Network.Length > 0 ? $" from {Network}" : "")
        + (string.IsNullOrEmpty(Device) ? "" : $" with device {Device}");
}
