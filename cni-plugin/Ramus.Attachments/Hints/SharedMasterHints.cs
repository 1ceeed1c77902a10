using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Attachments.Hints;

/// <summary>
/// The hint about a master that another attachment uses, and that the kernel does not share between the two.
/// </summary>
internal static class SharedMasterHints
{
    /// <summary>The hint for one plugin, whose input is <paramref name="config"/>; null for none.</summary>
    public static string? Find(JsonElement config, HeldNetworks held)
    {
        // InterfaceHints names the pod that has a device.
        if (InterfaceUse.Of(config) is not { Type: not "host-device" } wanted)
        {
            return null;
        }

        string? type = null;
        string? reason = null;
        var holder = held.Find(attachment =>
        {
            foreach (var use in attachment.Config.Plugins.Select(static plugin => InterfaceUse.Of(plugin.Element)))
            {
                reason ??= use is null ? null : wanted.WhyNotWith(use);
                type ??= reason is null ? null : use!.Type;
            }

            return reason is not null;
        });
        return holder is var (place, isOwn)
            ? $"the network's 'master' is '{Quote.Short(wanted.Name)}', which has {Interface(type!)} {place}: "
                + $"{reason}; use another master{(isOwn ? "" : ", or delete that pod")}"
            : null;
    }

    private static string Interface(string type) => $"{(type == "ipvlan" ? "an" : "a")} {type} interface";
}
