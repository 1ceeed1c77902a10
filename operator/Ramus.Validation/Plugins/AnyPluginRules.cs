using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Network;
using Ramus.Validation.Addresses;
using Ramus.Validation.Ipam;
using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Plugins;

/// <summary>Rules that apply to every plugin, including plugins without rules of their own.</summary>
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
                $"{view.Type} is an IPAM plugin and creates no interface; put it into \"ipam\": {{\"type\": "
                + $"\"{view.Type}\"}} of a plugin like macvlan");
        }
        else if (PluginRules.Find(view.Type) is null && PluginRules.Nearest(view.Type) is { } meant)
        {
            findings.Add(
                RuleBook.PluginUnknown,
                view.Json.PathOf("type"),
                $"\"{Quote.Short(view.Type)}\" is an unknown plugin; did you mean \"{meant}\"?");
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
                $"{traits.Type} supports CNI {traits.LowestVersion} and newer, but the network uses "
                + $"{view.Network.CniVersion}; write \"cniVersion\": \"1.0.0\"");
        }

        if (view.IsFirst && view.Network.IsBelow("0.3.0") && !view.HasIpam
            && traits is { Role: PluginRole.Interface, Ipam: IpamNeed.Optional } && traits.Type != "flannel")
        {
            findings.Add(
                RuleBook.Layer2Version,
                path,
                $"a result of CNI version {view.Network.CniVersion} must have an address, but {traits.Type} without "
                + "'ipam' has none; write \"cniVersion\": \"1.0.0\"");
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
                    $"the runtime overwrites '{Quote.Short(key)}' for every pod; remove it");
            }
        }

        CheckListVersion(view, findings);
        if (view.Json.TryGet("args", out var args) && args.IsObject && !args.Has("cni") && args.Members().Any())
        {
            findings.Add(
                RuleBook.ArgsCni,
                args.Path,
                "plugins read only the key 'cni' of 'args'; write \"args\": {\"cni\": {…}}");
        }
    }

    // The runtime gives every plugin of a list the version of the list.
    private static void CheckListVersion(PluginView view, Findings findings)
    {
        if (!view.Network.IsList || !view.Json.TryGet("cniVersion", out var own))
        {
            return;
        }

        var isThere = view.Network.Json.TryGet("cniVersion", out var used);
        if (!isThere || own.Element.GetRawText() != used.Element.GetRawText())
        {
            findings.Add(
                RuleBook.PluginListVersion,
                own.Path,
                "in a list, 'cniVersion' of a plugin has no effect: "
                + (isThere ? $"{view.Type} gets {used.Shown}; remove it" : "move it next to 'plugins'"));
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
                $"'capabilities' must be an object like {{\"portMappings\": true}}, not {capabilities.Kind}");
            return;
        }

        foreach (var (key, value) in capabilities.Members())
        {
            if (value.Element.ValueKind is not (JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null))
            {
                findings.Add(
                    RuleBook.CapabilityType,
                    value.Path,
                    $"a capability must be true or false, not {value.Kind}; write \"{Quote.Short(key)}\": true");
            }
            else if (value.Element.ValueKind == JsonValueKind.True && IsUnused(view, key))
            {
                findings.Add(
                    RuleBook.CapabilityUnused,
                    value.Path,
                    $"{view.Type} does not support {key}, so a pod's request has no effect; declare the capability in "
                    + "a plugin that supports it, or remove it");
            }
        }
    }

    private static bool IsUnused(PluginView view, string capability)
    {
        if (!WellKnownCapabilities.Contains(capability) || PluginRules.Find(view.Type) is not { Traits: var traits }
            || traits.Capabilities.Contains(capability) || traits.Type == "flannel"
            || RequestReaders.Of(traits.Type, null, capability) != RequestChannel.None)
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
                    $"\"{Quote.Short(text)}\" is not an IP address, and resolvers do not accept host names here; write "
                    + "an address like \"10.1.2.53\"");
            }
        }
    }
}
