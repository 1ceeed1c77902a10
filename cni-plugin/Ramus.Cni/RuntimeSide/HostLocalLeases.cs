using System.Net;
using System.Text;
using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Files;

namespace Ramus.Cni.RuntimeSide;

/// <summary>The leases of host-local: one file per address, whose name is the address.</summary>
public static class HostLocalLeases
{
    public const string PluginType = "host-local";

    private const string What = "ipam";
    private const int MaxBytes = 4096;

    /// <summary>
    /// The directory of a network's leases; null for an unusable directory: a relative path, or one with control
    /// characters.
    /// </summary>
    /// <param name="network">The network's name in its configuration.</param>
    /// <param name="ipam">The plugin's <c>ipam</c>.</param>
    /// <exception cref="ContractException">'dataDir' is not a text.</exception>
    public static string? DirectoryOf(string network, JsonElement ipam)
    {
        var directory = ipam.GetText("dataDir", What) is { Length: > 0 } given ? given : NodeLayout.HostLocalDir;
        return directory[0] == '/' && !directory.Any(char.IsControl) ? $"{directory}/{network}" : null;
    }

    /// <summary>The owner of each address, at most <paramref name="most"/>.</summary>
    /// <returns>The container and the interface by address; both empty for a lease without an owner.</returns>
    /// <exception cref="IOException">A lease cannot be read.</exception>
    public static IReadOnlyDictionary<IPAddress, (string Container, string Interface)> Read(string directory, int most)
    {
        var leases = new Dictionary<IPAddress, (string, string)>();
        if (!Directory.Exists(directory))
        {
            return leases;
        }

        foreach (var path in Directory.EnumerateFiles(directory).Where(IsLease).Take(most))
        {
            var lines = Encoding.UTF8.GetString(PosixFile.TryRead(path, MaxBytes) ?? []).Split('\n');
            leases[IPAddress.Parse(Path.GetFileName(path))] =
                (lines[0].Trim(), lines.Length > 1 ? lines[1].Trim() : "");
        }

        return leases;
    }

    /// <summary>
    /// Whether a lease belongs to this attachment. Old versions of host-local wrote the container only.
    /// </summary>
    public static bool IsOf((string Container, string Interface) owner, string containerId, string ifName) =>
        owner.Container == containerId && (owner.Interface.Length == 0 || owner.Interface == ifName);

    /// <summary>Whether the file's name is an address. IPAddress.TryParse accepts "1" as an address, too.</summary>
    internal static bool IsLease(string path)
    {
        var name = Path.GetFileName(path.AsSpan());
        return name.ContainsAny('.', ':') && IPAddress.TryParse(name, out _);
    }
}
