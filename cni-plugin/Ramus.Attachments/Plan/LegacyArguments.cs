using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.NodeDisk;

namespace Ramus.Attachments.Plan;

/// <summary>
/// Plugins that take a MAC or an address from CNI_ARGS, the channel that capabilities replaced. Multus fills it always
/// and some users of it (KubeVirt with ovs-cni) depend on that; we fill it only where no capability is declared and the
/// plugin is known to read it, because host-local refuses a list there.
/// </summary>
public static class LegacyArguments
{
    private static readonly string[] TakeMac =
        ["accelerated-bridge", "bridge", "macvlan", "ovs", "sriov", "tap", "tuning"];

    private static readonly string[] TakeIp = ["host-local", "static", "whereabouts"];

    /// <summary>True when <paramref name="plugin"/> reads <paramref name="capability"/> from CNI_ARGS.</summary>
    public static bool Takes(PluginConfig plugin, string capability) =>
        !plugin.Declines(capability) && capability switch
        {
            "mac" => Array.IndexOf(TakeMac, plugin.Type) >= 0,
            "ips" => Array.IndexOf(TakeIp, plugin.IpamType) >= 0,
            _ => false,
        };

    /// <summary>
    /// CNI_ARGS of one attachment: <paramref name="args"/> and what its plugins can only take from there.
    /// </summary>
    public static string For(Attachment attachment, string args)
    {
        if (attachment.CapabilityArgs is not { ValueKind: JsonValueKind.Object } wishes)
        {
            return args;
        }

        if (NeedsLegacy("mac") && wishes.TryGetProperty("mac", out var mac) && mac.ValueKind == JsonValueKind.String)
        {
            args += $";MAC={mac.GetString()}";
        }

        if (NeedsLegacy("ips") && wishes.TryGetProperty("ips", out var ips) && ips.ValueKind == JsonValueKind.Array)
        {
            args += $";IP={string.Join(',', ips.EnumerateArray().Select(ip => ip.ToString()))}";
        }

        return args;

        bool NeedsLegacy(string capability) =>
            !attachment.Config.Plugins.Any(plugin => plugin.Capabilities.Contains(capability))
            && attachment.Config.Plugins.Any(plugin => Takes(plugin, capability));
    }
}
