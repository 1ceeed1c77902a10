using Ramus.Contract.Json;
using Ramus.Validation.Addresses;
using Ramus.Validation.Json;
using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Ipam;

/// <summary>One range of host-local, computed as host-local does.</summary>
internal sealed record HostLocalRange(JsonView Json, Prefix Subnet, IpRange Addresses)
{
    /// <summary>Reads a range; null when it is wrong, which is reported, or when it has node variables.</summary>
    public static HostLocalRange? Read(IpamView view, JsonView json, Findings findings)
    {
        if (ReadSubnet(json, findings) is not { } subnet)
        {
            return null;
        }

        var gateway = ReadGateway(view, json, subnet, findings);
        var start = ReadBound(json, "rangeStart", subnet, RuleBook.HostLocalStart, findings);
        var end = ReadBound(json, "rangeEnd", subnet, RuleBook.HostLocalEnd, findings);
        if (start.IsBad || end.IsBad)
        {
            return null;
        }

        var addresses = new IpRange(
            start.Address ?? subnet.First.Plus(1),
            end.Address ?? (subnet.IsV4 ? subnet.Last.Plus(-1) : subnet.Last));
        if (addresses.Start.Value > addresses.End.Value)
        {
            findings.Add(
                RuleBook.HostLocalStart,
                json.PathOf("rangeStart"),
                $"the first address {addresses.Start} is above the last address {addresses.End}; swap them");
            return null;
        }

        CheckContent(json, subnet, addresses, gateway, findings);
        return new HostLocalRange(json, subnet, addresses);
    }

    private static Prefix? ReadSubnet(JsonView json, Findings findings)
    {
        var path = json.PathOf("subnet");
        if (!json.HasText("subnet"))
        {
            findings.Add(
                RuleBook.HostLocalRange, path, "the range has no subnet; add one like \"subnet\": \"10.1.2.0/24\"");
            return null;
        }

        if (!json.TryText("subnet", out var text))
        {
            return null;
        }

        if (!Prefix.TryParse(text, out var subnet))
        {
            findings.Add(
                RuleBook.HostLocalSubnet,
                path,
                $"\"{Quote.Short(text)}\" is not a subnet; write a prefix like \"10.1.2.0/24\"");
            return null;
        }

        if (subnet.HostBits < 2)
        {
            findings.Add(
                RuleBook.HostLocalSmall,
                path,
                $"{subnet} is too small to allocate addresses from; use a prefix length of at most "
                + $"/{subnet.Address.Bits - 2}");
            return null;
        }

        if (subnet.HasHostBits)
        {
            findings.Add(
                RuleBook.HostLocalSubnet,
                path,
                $"{subnet} has host bits set; write \"{subnet.Network}\" (and the first address in 'rangeStart')");
            return null;
        }

        return subnet;
    }

    private static (IpNumber? Address, bool IsBad) ReadBound(
        JsonView json, string key, Prefix subnet, Rule rule, Findings findings)
    {
        if (!json.HasText(key))
        {
            return (null, false);
        }

        if (!json.TryText(key, out var text))
        {
            return (null, true);
        }

        if (IpNumber.TryParse(text, out var address) && subnet.Contains(address))
        {
            return (address, false);
        }

        findings.Add(
            rule,
            json.PathOf(key),
            $"\"{Quote.Short(text)}\" is not an address in {subnet}; write one from {subnet.First} to {subnet.Last}");
        return (null, true);
    }

    private static IpNumber? ReadGateway(IpamView view, JsonView json, Prefix subnet, Findings findings)
    {
        if (!json.HasText("gateway"))
        {
            return subnet.First.Plus(1);
        }

        if (!json.TryText("gateway", out var text))
        {
            return null;
        }

        if (!GatewayText.TryRead(json, text, findings, out var gateway))
        {
            return null;
        }

        GatewayText.CheckInside(view, json, gateway, new PrefixSet(subnet), findings);
        GatewayText.CheckUsable(json, gateway, subnet, isOwn: false, findings);
        return gateway;
    }

    private static void CheckContent(
        JsonView json, Prefix subnet, IpRange addresses, IpNumber? gateway, Findings findings)
    {
        if (addresses.Start == addresses.End && addresses.Start == gateway)
        {
            findings.Add(
                RuleBook.HostLocalEmpty,
                json.PathOf("rangeEnd"),
                $"the only address {addresses.Start} is the gateway's, so no address is left; enlarge the range, or "
                + "move the gateway");
        }

        if (subnet.IsV4 && (addresses.Start == subnet.First || addresses.End == subnet.Last))
        {
            var key = addresses.Start == subnet.First ? "rangeStart" : "rangeEnd";
            findings.Add(
                RuleBook.HostLocalBroadcast,
                json.PathOf(key),
                $"{(key == "rangeStart" ? addresses.Start : addresses.End)} is the first or last address of "
                + $"{subnet}, which no interface can have; exclude it from the range");
        }
    }
}
