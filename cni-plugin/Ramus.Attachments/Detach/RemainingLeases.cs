using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;

namespace Ramus.Attachments.Detach;

/// <summary>
/// The addresses that an attachment still has after a failed DEL. The store of host-local can be read without the
/// plugin; that of other IPAM plugins cannot.
/// </summary>
internal static class RemainingLeases
{
    private const string Ipam = "ipam", Static = "static";
    private const int Most = 1 << 16;

    /// <summary>Whether an address is allocated to the attachment; true also when this is unknown.</summary>
    internal static bool Exist(Delegates delegates, string containerId, Attachment attachment)
    {
        try
        {
            return HasHiddenStore(delegates, attachment.Config) || attachment.Config.Plugins
                .Where(static plugin => plugin.IpamType == HostLocalLeases.PluginType)
                .Select(plugin => DirectoryOf(attachment.Config.Name, plugin)).OfType<string>()
                .SelectMany(static directory => HostLocalLeases.Read(directory, Most).Values)
                .Any(owner => HostLocalLeases.IsOf(owner, containerId, attachment.Interface));
        }
        catch (IOException)
        {
            return true;
        }
        catch (ContractException)
        {
            // host-local refuses this configuration, too.
            return false;
        }
    }

    // An IPAM plugin that is not installed has allocated nothing.
    private static bool HasHiddenStore(Delegates delegates, NetworkConfig network) =>
        Enumerable.Range(0, network.Plugins.Count).Any(index =>
            network.Plugins[index].IpamType is { } type and not (HostLocalLeases.PluginType or Static)
            && CanRun(delegates, network, index, type));

    private static bool CanRun(Delegates delegates, NetworkConfig network, int index, string type)
    {
        try
        {
            delegates.RequireIpam(network, index, type);
            return true;
        }
        catch (CniException)
        {
            return false;
        }
    }

    private static string? DirectoryOf(string network, PluginConfig plugin) =>
        plugin.Element.TryGetKey(Ipam, out var ipam) ? HostLocalLeases.DirectoryOf(network, ipam) : null;
}
