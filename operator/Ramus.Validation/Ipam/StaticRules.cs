using Ramus.Validation.Addresses;
using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Ipam;

internal sealed class StaticRules : IpamRules
{
    public StaticRules()
        : base("static", "ips")
    {
        Lists("addresses");
        Objects("dns");
        Check(CheckAddresses);
        Routes(NetworksOf);
    }

    private static PrefixSet? NetworksOf(IpamView view)
    {
        // Addresses that a pod requests replace the configured ones.
        if (view.Plugin.Declares("ips"))
        {
            return null;
        }

        var networks = new PrefixSet();
        foreach (var address in view.Json.Items("addresses"))
        {
            if (!address.TryText("address", out var text) || !Prefix.TryParse(text, out var prefix))
            {
                return null;
            }

            networks.Add(prefix);
        }

        return networks.Count == 0 ? null : networks;
    }

    private static void CheckAddresses(IpamView view, Findings findings)
    {
        var addresses = view.Json.Items("addresses").ToList();
        if (addresses.Count == 0 && !view.Plugin.Declares("ips") && !HasArguments(view))
        {
            findings.Add(
                RuleBook.StaticNoAddress,
                view.Json.PathOf("addresses"),
                "there is no address; add \"addresses\": [{\"address\": \"10.1.1.5/24\"}], or the capability "
                + "\"ips\": true so that pods can request their own");
        }

        var seen = new HashSet<IpNumber>();
        foreach (var address in addresses)
        {
            StaticAddress.Check(view, address, seen, findings);
        }

        if (view.Plugin.Network.IsBelow("0.3.0") && seen.Count > seen.Select(static a => a.IsV4).Distinct().Count())
        {
            findings.Add(
                RuleBook.AddressFamilies,
                view.Json.PathOf("addresses"),
                $"several addresses of one IP family cannot be expressed in cniVersion "
                + $"{view.Plugin.Network.CniVersion}; "
                + "write \"cniVersion\": \"1.0.0\"");
        }
    }

    private static bool HasArguments(IpamView view) =>
        view.Plugin.Json.TryGet("args", out var args) && args.TryGet("cni", out var cni) && cni.Has("ips");
}
