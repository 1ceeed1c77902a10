using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.Network;
using Ramus.Validation.Addresses;
using Ramus.Validation.Ipam;
using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Plugins;

/// <summary>Rules that hold for every plugin, also for those without rules of their own.</summary>
internal sealed class AnyPluginRules : RuleSet<PluginView>
{
    private static readonly HashSet<string> WellKnownCapabilities =
        ["portMappings", "bandwidth", "ips", "ipRanges", "mac", "infinibandGUID", "deviceID"];

    public AnyPluginRules()
    {
        Check(CheckType);
        Check(CheckVersion);
        Check(CheckReserved);
        Check(CheckCapabilities);
        Check(CheckDns);
    }

    private static void CheckType(PluginView view, Findings findings)
    {
        if (IpamRules.Find(view.Type) is not null)
        {
            findings.Add(
                RuleBook.PluginIsIpam,
                view.Json.PathOf("type"),
                $"{view.Type} hands out addresses and makes no interface; put it into \"ipam\": {{\"type\": "
                + $"\"{view.Type}\"}} of a plugin like macvlan");
        }
        else if (PluginRules.Find(view.Type) is null && PluginRules.Nearest(view.Type) is { } meant)
        {
            findings.Add(
                RuleBook.PluginUnknown,
                view.Json.PathOf("type"),
                $"\"{Quote.Short(view.Type)}\" is no plugin that is known here; did you mean \"{meant}\"?");
        }
    }

    private static void CheckVersion(PluginView view, Findings findings)
    {
        if (PluginRules.Find(view.Type) is not { Traits: var traits })
        {
            return;
        }

        var path = view.Network.Json.PathOf("cniVersion");
        if (view.Network.IsBelow(traits.LowestVersion))
        {
            findings.Add(
                RuleBook.PluginVersion,
                path,
                $"{traits.Type} speaks {traits.LowestVersion} and newer, and the network is of "
                + $"{view.Network.CniVersion}; write \"cniVersion\": \"1.0.0\"");
        }

        if (view.IsFirst && view.Network.IsBelow("0.3.0") && !view.HasIpam
            && traits is { Role: PluginRole.Interface, Ipam: IpamNeed.Optional } && traits.Type != "flannel")
        {
            findings.Add(
                RuleBook.Layer2Version,
                path,
                $"an answer of version {view.Network.CniVersion} needs an address, and {traits.Type} without 'ipam' "
                + "has none; write \"cniVersion\": \"1.0.0\"");
        }
    }

    private static void CheckReserved(PluginView view, Findings findings)
    {
        foreach (var (key, value) in view.Json.Members())
        {
            if (GoKey.Fold(key).StartsWith("cni.dev/", StringComparison.Ordinal)
                || GoKey.Same(key, "prevResult")
                || GoKey.Same(key, "runtimeConfig"))
            {
                findings.Add(
                    RuleBook.KeyReserved,
                    value.Path,
                    $"'{Quote.Short(key)}' is set anew for every pod; remove it here");
            }
        }

        if (view.Json.TryGet("args", out var args) && args.IsObject && !args.Has("cni") && args.Members().Any())
        {
            findings.Add(
                RuleBook.ArgsCni,
                args.Path,
                "plugins read only what is in 'cni'; write \"args\": {\"cni\": {…}}");
        }
    }

    private static void CheckCapabilities(PluginView view, Findings findings)
    {
        if (!view.Json.TryGet("capabilities", out var capabilities))
        {
            return;
        }

        if (!capabilities.IsObject)
        {
            findings.Add(
                RuleBook.CapabilityType,
                capabilities.Path,
                $"'capabilities' is an object like {{\"portMappings\": true}}, not {capabilities.Kind}");
            return;
        }

        foreach (var (key, value) in capabilities.Members())
        {
            if (value.Element.ValueKind is not (JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null))
            {
                findings.Add(
                    RuleBook.CapabilityType,
                    value.Path,
                    $"a capability is true or false, not {value.Kind}; write \"{Quote.Short(key)}\": true");
            }
            else if (value.Element.ValueKind == JsonValueKind.True && IsUnused(view, key))
            {
                findings.Add(
                    RuleBook.CapabilityUnused,
                    value.Path,
                    $"{view.Type} does nothing with {key}, so what a pod asks for is lost; declare it at the plugin "
                    + "that does, or remove it");
            }
        }
    }

    private static bool IsUnused(PluginView view, string capability)
    {
        if (!WellKnownCapabilities.Contains(capability) || PluginRules.Find(view.Type) is not { Traits: var traits }
            || traits.Capabilities.Contains(capability) || traits.Type == "flannel")
        {
            return false;
        }

        var ipam = IpamRules.Find(view.IpamType);
        var mayUse = view.HasIpam && (ipam is null || ipam.Capabilities.Contains(capability));
        return !(mayUse && traits.Ipam != IpamNeed.Ignored);
    }

    private static void CheckDns(PluginView view, Findings findings)
    {
        if (!view.Json.TryGet("dns", out var dns) || !dns.IsObject)
        {
            return;
        }

        foreach (var (key, value) in dns.Members())
        {
            var isList = GoKey.Fold(key) is "nameservers" or "search" or "options";
            if (view.IsKnown && (isList || GoKey.Same(key, "domain")))
            {
                KeyTypes.Check(value, isList ? KeyKind.Texts : KeyKind.Text, view.Type, findings);
            }
        }

        foreach (var server in dns.Items("nameservers"))
        {
            if (server.Element.ValueKind == JsonValueKind.String && server.Element.GetString() is { } text
                && !(server.HasVariables && NodeVariables.AreIn(text)) && !IpNumber.TryParse(text, out _))
            {
                findings.Add(
                    RuleBook.DnsNameserver,
                    server.Path,
                    $"\"{Quote.Short(text)}\" is not an IP address, and resolvers look up no names of servers; write "
                    + "one like \"10.1.2.53\"");
            }
        }
    }
}
