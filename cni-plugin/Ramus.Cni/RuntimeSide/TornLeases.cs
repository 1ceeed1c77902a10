using System.Net;
using Ramus.Cni.Posix;
using Ramus.Networks;

namespace Ramus.Cni;

/// <summary>
/// host-local makes the file of an address first and writes then whose it is. Killed in between it leaves an empty file,
/// which neither its DEL nor its GC takes away: the address would be lost for ever.
/// </summary>
internal static class TornLeases
{
    private const string HostLocal = "host-local", What = "ipam";
    private const string StandardDirectory = "/var/lib/cni/networks";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Removes the empty leases of a network whose ADD did not end well. Best effort.</summary>
    internal static void Remove(NetworkConfig network)
    {
        foreach (var plugin in network.Plugins.Where(plugin => AlreadyGone.Ipam(plugin) == HostLocal))
        {
            try
            {
                Sweep($"{DirectoryOf(plugin)}/{network.Name}");
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // As it was: one address less.
            }
        }
    }

    private static string DirectoryOf(PluginConfig plugin) =>
        plugin.Element.TryGetKey("ipam", out var ipam) && ipam.GetText("dataDir", What) is { Length: > 0 } directory
            ? directory
            : StandardDirectory;

    private static void Sweep(string directory)
    {
        // A lease that is being written is empty too, but never while the lock is ours.
        using var exclusive = FileLock.TryTake($"{directory}/lock", Patience);
        if (exclusive is null)
        {
            return;
        }

        foreach (var file in new DirectoryInfo(directory).EnumerateFiles())
        {
            if (file is { Length: 0, LinkTarget: null } && IPAddress.TryParse(file.Name, out _))
            {
                PosixFile.Remove(file.FullName);
            }
        }
    }
}
