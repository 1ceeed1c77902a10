using Ramus.Attachers.Calls;
using Ramus.Contract.Cni;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Links.HostDevice;

/// <summary>The devices of the node.</summary>
internal static class HostDevices
{
    private const string KernelDevices = "/sys/devices/";

    /// <summary>The directory of a device on the auxiliary bus.</summary>
    public static string Auxiliary(string name) => $"/sys/bus/auxiliary/devices/{name}";

    /// <summary>Whether a program in the pod drives the device (DPDK), so that it has no interface.</summary>
    /// <exception cref="CniException">There is no such device, or it has no driver.</exception>
    public static bool HasUserspaceDriver(HostDeviceConfig config) =>
        config.PciAddress is { } address && PciDevice.HasUserspaceDriver(address);

    /// <summary>The interface of the device.</summary>
    /// <exception cref="CniException">There is none.</exception>
    public static Link Require(RouteSocket node, HostDeviceConfig config)
    {
        var link = config switch
        {
            { Name: { } name } => node.Find(name),
            { Mac: { } mac } => WithAddress(node, mac),
            { KernelPath: { } path } => InDirectory(node, $"{Checked(path)}/net"),
            { PciAddress: { } address } => InDirectory(node, PciDirectory(address)),
            { AuxiliaryName: { } name } => InDirectory(node, $"{Auxiliary(name)}/net"),
            _ => null,
        };
        return link ?? throw PluginFailure.Of("failed to find host device: Link not found");
    }

    private static Link? WithAddress(RouteSocket node, ReadOnlyMemory<byte> mac) =>
        node.Links(link => link.Address.Span.SequenceEqual(mac.Span)) is [var first, ..] ? first : null;

    private static string Checked(string path) =>
        path.StartsWith(KernelDevices, StringComparison.Ordinal) && !path.Split('/').Contains("..")
            ? path
            : throw PluginFailure.Of(
                $"kernel device path \"{path}\" must be absolute and begin with {KernelDevices}");

    // A device of virtio has its interface one level below.
    private static string PciDirectory(string address)
    {
        var device = PciDevice.DirectoryOf(address);
        var directory = $"{device}/net";
        return Directory.Exists(directory) ? directory
            : Directory.Exists(device)
                && Directory.GetDirectories(device, "virtio*").Order(StringComparer.Ordinal)
                    .Select(below => $"{below}/net").FirstOrDefault(Directory.Exists) is { } found
                ? found
                : throw PluginFailure.Of($"no net directory under pci device {address}");
    }

    private static Link? InDirectory(RouteSocket node, string directory) => Directory.Exists(directory)
        && Directory.GetFileSystemEntries(directory).Order(StringComparer.Ordinal).FirstOrDefault() is { } first
            ? node.Find(Path.GetFileName(first))
            : throw PluginFailure.Of($"failed to find network device in path {directory}");
}
