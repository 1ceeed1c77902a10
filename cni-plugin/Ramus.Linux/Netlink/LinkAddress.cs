using System.Net;

namespace Ramus.Linux.Netlink;

/// <summary>An address of an interface.</summary>
/// <param name="Address">The address itself.</param>
/// <param name="PrefixLength">The length of its subnet's prefix in bits.</param>
/// <param name="Flags">The IFA_F_ bits (rtnetlink(7)). Of a new address, the kernel ignores its own ones.</param>
public sealed record LinkAddress(IPAddress Address, int PrefixLength, uint Flags = 0)
{
    private const uint DetectionFailed = 0x8, Tentative = 0x40, Permanent = 0x80;

    /// <summary>The detection of duplicate addresses is not finished.</summary>
    public bool IsTentative => (Flags & Tentative) != 0;

    /// <summary>It has no lifetime, unlike an address that the kernel makes of a router's announcements.</summary>
    public bool IsPermanent => (Flags & Permanent) != 0;

    /// <summary>Another machine has the address.</summary>
    public bool IsDuplicate => (Flags & DetectionFailed) != 0;
}
