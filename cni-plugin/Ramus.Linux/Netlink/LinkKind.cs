namespace Ramus.Linux.Netlink;

/// <summary>A kind of interface, with the settings of this kind.</summary>
/// <param name="Name">The kernel's name of the kind, for example "veth".</param>
public abstract record LinkKind(string Name)
{
    /// <summary>Adds the settings; none for a kind without settings.</summary>
    internal virtual void Write(NetlinkRequest request)
    {
    }
}
