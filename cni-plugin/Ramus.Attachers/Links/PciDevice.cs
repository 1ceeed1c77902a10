using Ramus.Attachers.Calls;
using Ramus.Contract.Cni;

namespace Ramus.Attachers.Links;

/// <summary>A device on the PCI bus, as sysfs describes it.</summary>
internal static class PciDevice
{
    private static readonly string[] UserspaceDrivers = ["vfio-pci", "uio_pci_generic", "igb_uio"];

    /// <summary>The directory of the device.</summary>
    public static string DirectoryOf(string address) => $"/sys/bus/pci/devices/{address}";

    /// <summary>
    /// Whether the text can be the address of a device. It becomes a part of paths below <c>/sys</c>.
    /// </summary>
    public static bool CanBeAddress(string text) => text is not ("." or "..")
        && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is ':' or '.' or '-' or '_');

    /// <summary>Whether a program in the pod drives the device (DPDK), so that it has no interface.</summary>
    /// <exception cref="CniException">There is no such device, or it has no driver.</exception>
    public static bool HasUserspaceDriver(string address)
    {
        // Not FileInfo, for which a directory does not exist.
        var driver = new DirectoryInfo($"{DirectoryOf(address)}/driver").ResolveLinkTarget(returnFinalTarget: true);
        return driver is { Exists: true }
            ? UserspaceDrivers.Contains(driver.Name)
            : throw PluginFailure.Of($"error with host device: {address} has no driver");
    }
}
