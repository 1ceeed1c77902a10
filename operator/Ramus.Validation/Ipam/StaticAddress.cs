using Ramus.Contract.Json;
using Ramus.Validation.Addresses;
using Ramus.Validation.Json;
using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Ipam;

/// <summary>One element of the <c>addresses</c> of static and whereabouts.</summary>
internal static class StaticAddress
{
    public static void Check(IpamView view, JsonView address, HashSet<IpNumber> seen, Findings findings)
    {
        if (!address.IsObject)
        {
            findings.Add(
                RuleBook.StaticAddresses,
                address.Path,
                $"an element must be an object like {{\"address\": \"10.1.1.5/24\"}}, not {address.Kind}");
            return;
        }

        if (!address.HasText("address"))
        {
            findings.Add(
                RuleBook.StaticAddress,
                address.PathOf("address"),
                "the element has no address; add one like \"address\": \"10.1.1.5/24\"");
            return;
        }

        if (!address.TryText("address", out var text))
        {
            return;
        }

        if (!Prefix.TryParse(text, out var prefix))
        {
            var advice = IpNumber.TryParse(text, out var bare)
                ? $"add the prefix length, like \"{text}/{(bare.IsV4 ? 24 : 64)}\""
                : "write one like \"10.1.1.5/24\"";
            findings.Add(
                RuleBook.StaticAddress,
                address.PathOf("address"),
                $"\"{Quote.Short(text)}\" is not an address with a prefix length; {advice}");
            return;
        }

        CheckUse(address, prefix, isNew: seen.Add(prefix.Address), findings);
        if (address.HasText("gateway") && address.TryText("gateway", out var gatewayText)
            && GatewayText.TryRead(address, gatewayText, findings, out var gateway))
        {
            GatewayText.CheckInside(view, address, gateway, new PrefixSet(prefix), findings);
            GatewayText.CheckUsable(address, gateway, prefix, isOwn: true, findings);
        }
    }

    private static void CheckUse(JsonView address, Prefix prefix, bool isNew, Findings findings)
    {
        var path = address.PathOf("address");
        if (!isNew)
        {
            findings.Add(
                RuleBook.StaticTwice,
                path,
                $"{prefix.Address} is listed already, and an interface can have an address only once; remove it");
        }
        else if (prefix.Address.ToString() is "::1" or "::" or "0.0.0.0"
            || (!prefix.IsV4 && prefix.Address.Value >> 120 == 0xff))
        {
            findings.Add(
                RuleBook.StaticLoopback,
                path,
                $"{prefix.Address} cannot be the address of an interface; write another address");
        }
        else if (prefix is { IsV4: true, HostBits: >= 2 }
            && (prefix.Address == prefix.First || prefix.Address == prefix.Last))
        {
            findings.Add(
                RuleBook.StaticNetworkAddress,
                path,
                $"{prefix.Address} is the {(prefix.Address == prefix.First ? "network" : "broadcast")} address "
                + $"of {prefix.Network}; write one from {prefix.First.Plus(1)} to {prefix.Last.Plus(-1)}");
        }
    }
}
