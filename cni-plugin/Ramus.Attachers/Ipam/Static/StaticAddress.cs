using Ramus.Attachers.Addresses;

namespace Ramus.Attachers.Ipam.Static;

/// <summary>An address that is written in the configuration.</summary>
/// <param name="Prefix">The address with its subnet.</param>
/// <param name="Gateway">The gateway of the subnet; null for none.</param>
internal sealed record StaticAddress(IpPrefix Prefix, Ip? Gateway);
