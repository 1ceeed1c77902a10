using System.Net;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Files;

namespace Ramus.Cni.RuntimeSide;

/// <summary>
/// host-local makes the file of an address first and writes then whose it is. Killed in between it leaves an empty
/// file, which neither its DEL nor its GC takes away: the address would be lost for ever.
/// </summary>
internal static class TornLeases
{
    private const string HostLocal = "host-local", What = "ipam";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Removes the empty leases of a network whose ADD did not end well. Best effort.</summary>
    internal static void Remove(NetworkConfig network)
    {
        foreach (var plugin in network.Plugins)
        {
            try
            {
                if (plugin.IpamType == HostLocal && DirectoryOf(plugin) is { } directory)
                {
                    Sweep($"{directory}/{network.Name}");
                }
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ContractException)
            {
                // As it was: one address less.
            }
        }
    }

    /// <summary>
    /// Null for a directory that nobody means in earnest: a relative one, or one with control characters.
    /// </summary>
    private static string? DirectoryOf(PluginConfig plugin)
    {
        var directory = plugin.Element.TryGetKey("ipam", out var ipam)
            && ipam.GetText("dataDir", What) is { Length: > 0 } given
            ? given
            : NodeLayout.HostLocalDir;
        return directory[0] == '/' && !directory.Any(char.IsControl) ? directory : null;
    }

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
            if (file is { Length: 0, LinkTarget: null } && IsAddress(file.Name))
            {
                PosixFile.Remove(file.FullName);
            }
        }
    }

    // "1" is an address to the parser too.
    private static bool IsAddress(string name) =>
        name.AsSpan().ContainsAny('.', ':') && IPAddress.TryParse(name, out _);
}
