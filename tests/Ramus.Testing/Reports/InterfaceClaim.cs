using System.Globalization;
using System.Net;

namespace Ramus.Testing.Reports;

/// <summary>
/// A claim about an interface of a pod, as samples and report cases write it: an address with its prefix length, a
/// subnet for any address in it, "no address", "MTU n", "MAC address", "default route by gateway" (then the pod's only
/// one), "no default route".
/// </summary>
public static class InterfaceClaim
{
    /// <summary>Checks one claim; an unknown form of claim fails.</summary>
    public static void Check(string claim, ClaimedInterface link)
    {
        switch (claim.Split(' '))
        {
            case ["no", "address"]:
                link.Addresses.ShouldAllBe(static address => address.StartsWith("fe80:", StringComparison.Ordinal));
                break;
            case ["MTU", var mtu]:
                link.Mtu.ShouldBe(int.Parse(mtu, CultureInfo.InvariantCulture), link.Name);
                break;
            case ["MAC", var mac]:
                link.Mac.ShouldBe(mac, link.Name);
                break;
            case ["default", "route", "by", var gateway]:
                link.DefaultRoutes.ShouldBe([(link.Name, gateway)]);
                break;
            case ["no", "default", "route"]:
                link.DefaultRoutes.ShouldAllBe(route => route.Interface != link.Name);
                break;
            case [var address]:
                link.Addresses.ShouldContain(one => Fits(address, one), $"{link.Name}: {address}");
                break;
            default:
                Assert.Fail($"unknown form of claim: \"{claim}\"");
                break;
        }
    }

    // A subnet stands for any address in it; IPNetwork also parses an address, whose host bits it clears.
    private static bool Fits(string claim, string address) =>
        claim == address
        || (IPNetwork.TryParse(claim, out var network)
            && claim == network.ToString()
            && address.Split('/') is [var ip, var length]
            && length == network.PrefixLength.ToString(CultureInfo.InvariantCulture)
            && network.Contains(IPAddress.Parse(ip)));
}
