using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Selection;
using Ramus.Linux.Namespaces;
using Ramus.Linux.Netlink;

namespace Ramus.Attachments.Hints;

/// <summary>Hints about the keys other than 'device' by which host-device finds its device.</summary>
internal static class DeviceHints
{
    private const string What = "plugin configuration";
    private const int LongestPciAddress = 16;

    /// <summary>The hint for one plugin, whose input is <paramref name="config"/>; null for none.</summary>
    public static string? Find(Attachment attachment, JsonElement config)
    {
        if (config.GetText("type", What) != "host-device" || config.GetText("device", What) is { Length: > 0 }
            || HasDeviceOfPod(attachment, config))
        {
            return null;
        }

        if (config.GetText("hwaddr", What) is { Length: > 0 } text)
        {
            return HardwareAddress.TryParse(text, out var mac) && !HasInterface(mac)
                ? $"the network's 'hwaddr' is '{mac}', which no interface of this node has: correct it, or return the "
                    + "device to the node"
                : null;
        }

        return config.GetText("kernelpath", What) is not { Length: > 0 }
            && config.GetText("pciBusID", What) is { Length: > 0 and <= LongestPciAddress } pci
            && pci.All(static c => char.IsAsciiHexDigit(c) || c is ':' or '.')
            && !Directory.Exists($"/sys/bus/pci/devices/{pci}")
                ? $"the network's 'pciBusID' is '{pci}', which is not a PCI device of this node: correct it, or add "
                    + "the device to the node"
                : null;
    }

    // The device plugin's choice replaces the keys of the configuration.
    private static bool HasDeviceOfPod(Attachment attachment, JsonElement config) =>
        config.TryGetKey("deviceID", out _)
        || (attachment.CapabilityArgs is { } arguments && arguments.TryGetKey("deviceID", out _));

    private static bool HasInterface(HardwareAddress mac)
    {
        using var node = RouteSocket.Open(NetworkNamespace.Own);
        return node.Links(link => link.Mac == mac.ToString()).Count > 0;
    }
}
