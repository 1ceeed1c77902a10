using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Linux.Files;

namespace Ramus.Cni.RuntimeSide;

/// <summary>
/// host-local first creates an address's lease file and then writes the owner into it. If it is killed in between, an
/// empty file stays that neither its DEL nor its GC removes: the address would never be free again.
/// </summary>
internal static class TornLeases
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Removes the empty leases of a network whose ADD failed or was interrupted. Best effort.</summary>
    internal static void Remove(NetworkConfig network)
    {
        foreach (var plugin in network.Plugins)
        {
            try
            {
                if (plugin.IpamType == HostLocalLeases.PluginType && plugin.Element.TryGetKey("ipam", out var ipam)
                    && HostLocalLeases.DirectoryOf(network.Name, ipam) is { } directory)
                {
                    Sweep(directory);
                }
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ContractException)
            {
                // The lease file stays: one address fewer is available.
            }
        }
    }

    private static void Sweep(string directory)
    {
        // host-local's lease is also empty while it is being written, but never while we hold host-local's lock.
        using var exclusive = FileLock.TryTake($"{directory}/lock", Patience);
        if (exclusive is null)
        {
            return;
        }

        foreach (var file in new DirectoryInfo(directory).EnumerateFiles())
        {
            if (file is { Length: 0, LinkTarget: null } && HostLocalLeases.IsLease(file.Name))
            {
                PosixFile.Remove(file.FullName);
            }
        }
    }
}
