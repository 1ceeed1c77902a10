namespace Ramus.Networks;

/// <summary>One attachment that succeeded; addresses are prefixes.</summary>
public sealed record ReportedAttachment(string Network, string Interface, IReadOnlyList<string> Addresses)
{
    /// <summary>Text of the AddedInterface event, as Multus words it.</summary>
    public string EventMessage =>
        $"Add {Interface} [{string.Join(' ', Addresses)}]" + (Network.Length > 0 ? $" from {Network}" : "");
}
