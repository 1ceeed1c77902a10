using Ramus.Contract.Json;
using Ramus.Validation.Addresses;
using Ramus.Validation.Json;
using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Ipam;

/// <summary>Checks the key <c>gateway</c> next to addresses.</summary>
internal static class GatewayText
{
    public static bool TryRead(JsonView json, string text, Findings findings, out IpNumber gateway)
    {
        if (IpNumber.TryParse(text, out gateway))
        {
            return true;
        }

        findings.Add(
            RuleBook.GatewayAddress,
            json.PathOf("gateway"),
            $"\"{Quote.Short(text)}\" is not an IP address; write an address like \"10.1.2.1\", without a prefix "
            + "length");
        return false;
    }

    /// <summary>Adds a finding if no neighbour can have the address.</summary>
    /// <param name="json">The object with the gateway.</param>
    /// <param name="gateway">The gateway.</param>
    /// <param name="prefix">The network, with the interface's own address if it is known.</param>
    /// <param name="isOwn">Whether the address of <paramref name="prefix"/> is that of the interface.</param>
    /// <param name="findings">The findings.</param>
    public static void CheckUsable(JsonView json, IpNumber gateway, Prefix prefix, bool isOwn, Findings findings)
    {
        var what = isOwn && gateway == prefix.Address ? "the address of the interface itself"
            : prefix is not { IsV4: true, HostBits: >= 2 } ? null
            : gateway == prefix.First ? $"the network address of {prefix.Network}"
            : gateway == prefix.Last ? $"the broadcast address of {prefix.Network}"
            : null;
        if (what is not null)
        {
            findings.Add(
                RuleBook.GatewayUnusable,
                json.PathOf("gateway"),
                $"{gateway} is {what}, so no route via it works; write the address of a router");
        }
    }

    // ptp adds a route to the gateway's own address, so the gateway may be anywhere.
    public static void CheckInside(
        IpamView view, JsonView json, IpNumber gateway, PrefixSet networks, Findings findings)
    {
        if (networks.Count > 0 && !networks.Contains(gateway) && view.Plugin.Type != "ptp")
        {
            findings.Add(
                RuleBook.GatewayOutside,
                json.PathOf("gateway"),
                $"{gateway} is outside {networks}, so it cannot be a gateway; write an address inside"
                + (networks.IsSingleAddress ? ", and replace the address's prefix length with the subnet's" : ""));
        }
    }
}
