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

    // ptp adds a route to the gateway's own address, so the gateway may be anywhere.
    public static void CheckInside(
        IpamView view, JsonView json, IpNumber gateway, PrefixSet networks, Findings findings)
    {
        if (networks.Count > 0 && !networks.Contains(gateway) && view.Plugin.Type != "ptp")
        {
            findings.Add(
                RuleBook.GatewayOutside,
                json.PathOf("gateway"),
                $"{gateway} is outside {networks}, so it cannot be a gateway; write an address inside");
        }
    }
}
