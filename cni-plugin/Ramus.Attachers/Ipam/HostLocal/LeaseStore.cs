using System.Text;
using Ramus.Attachers.Addresses;
using Ramus.Contract.Cni;
using Ramus.Linux.Files;

namespace Ramus.Attachers.Ipam.HostLocal;

/// <summary>
/// host-local's directory of leases, shared with the program: one file per address, with the container's id and the
/// interface's name. Locked until it is disposed.
/// </summary>
internal sealed class LeaseStore : IDisposable
{
    private const int MaxBytes = 4096;
    private const uint DirectoryMode = 0x1ED; // 0755
    private const string LastReserved = "last_reserved_ip.";

    private readonly string directory;
    private readonly FileLock exclusive;

    private LeaseStore(string directory, FileLock exclusive)
    {
        this.directory = directory;
        this.exclusive = exclusive;
    }

    /// <summary>Creates the directory when it is missing, and locks it.</summary>
    /// <exception cref="CniException">Another process held the lock for too long.</exception>
    /// <exception cref="IOException">The directory cannot be created.</exception>
    public static LeaseStore Open(string directory, TimeSpan patience)
    {
        PosixFile.MakeDirectory(directory, DirectoryMode);
        return new LeaseStore(directory, FileLock.Take(LockIn(directory), patience) ?? throw IsBusy(directory));
    }

    /// <summary>As <see cref="Open"/>; null when no lease was ever written there.</summary>
    /// <exception cref="CniException">Another process held the lock for too long.</exception>
    public static LeaseStore? OpenExisting(string directory, TimeSpan patience) =>
        Directory.Exists(directory) ? Open(directory, patience) : null;

    /// <inheritdoc/>
    public void Dispose() => exclusive.Dispose();

    /// <summary>The names of all files: an address with a file is allocated.</summary>
    public HashSet<string> Files()
    {
        var files = Directory.EnumerateFileSystemEntries(directory).Select(path => Path.GetFileName(path)).ToHashSet();

        // While this process holds the lock, no other one writes: an unfinished file belongs to a killed process.
        foreach (var file in files.Where(IsUnfinished).ToList())
        {
            PosixFile.Remove($"{directory}/{file}");
            files.Remove(file);
        }

        return files;
    }

    /// <summary>The files of this attachment. Old versions of host-local wrote the container's id only.</summary>
    /// <param name="files">The names to look at, those of <see cref="Files"/>.</param>
    /// <param name="containerId">The container.</param>
    /// <param name="ifName">The interface in the pod.</param>
    public IReadOnlyList<string> Find(IEnumerable<string> files, string containerId, string ifName)
    {
        var owner = Owner(containerId, ifName);
        var found = new List<string>();
        var old = new List<string>();
        foreach (var file in files)
        {
            var content = BoundedFile.TryRead($"{directory}/{file}", MaxBytes).AsSpan().Trim(" \t\r\n"u8);
            if (content.SequenceEqual(owner))
            {
                found.Add(file);
            }
            else if (content.SequenceEqual(Encoding.UTF8.GetBytes(containerId)))
            {
                old.Add(file);
            }
        }

        return found.Count > 0 ? found : old;
    }

    /// <summary>The address that was allocated last from a range set; null when it is unknown.</summary>
    public Ip? LastOf(int set) =>
        BoundedFile.TryRead($"{directory}/{LastReserved}{set}", MaxBytes) is { } content
        && Ip.TryParse(Encoding.UTF8.GetString(content), out var ip)
            ? ip
            : null;

    /// <summary>Writes the lease. The file is complete as soon as it exists, also after a crash.</summary>
    public void Reserve(Ip ip, int set, string containerId, string ifName)
    {
        PosixFile.Replace($"{directory}/{ip}", Owner(containerId, ifName));
        PosixFile.Overwrite($"{directory}/{LastReserved}{set}", Encoding.UTF8.GetBytes(ip.ToString()));
    }

    /// <summary>Removes a lease.</summary>
    public void Release(string file) => PosixFile.Remove($"{directory}/{file}");

    private static bool IsUnfinished(string file) => file.EndsWith(PosixFile.Temporary, StringComparison.Ordinal)
        && (file.StartsWith(LastReserved, StringComparison.Ordinal)
            || Ip.TryParse(file[..^PosixFile.Temporary.Length], out _));

    private static byte[] Owner(string containerId, string ifName) =>
        Encoding.UTF8.GetBytes($"{containerId}\r\n{ifName}");

    private static string LockIn(string directory) => $"{directory}/lock";

    private static CniException IsBusy(string directory) => new(
        CniErrorCode.TryAgainLater, $"another process holds the lock {LockIn(directory)} of host-local's addresses");
}
