using System.Text;
using Ramus.Attachers.Calls;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Linux.Files;
using Ramus.Linux.Namespaces;

namespace Ramus.Attachers.Links.Sriov;

/// <summary>
/// The files of sriov-cni: a cache for each attachment, and for each function in use the network namespace of its pod.
/// </summary>
internal static class SriovStore
{
    private const string Root = "/var/lib/cni/sriov", Locks = $"{Root}/pci/vf_lock";
    private const int MaxBytes = 1 << 20;

    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(60);

    /// <summary>Waits until no other process changes the function.</summary>
    /// <exception cref="CniException">Another process held the lock for too long.</exception>
    /// <exception cref="IOException">The file of the lock cannot be created.</exception>
    public static FileLock Lock(string device)
    {
        PosixFile.MakeDirectory(Locks);
        var path = $"{Locks}/{device}.lock";
        return FileLock.Take(path, LockPatience)
            ?? throw new CniException(CniErrorCode.TryAgainLater, $"another process holds the lock {path} of sriov");
    }

    /// <summary>
    /// The namespace of the pod that uses the function; null for none, and when the namespace is gone.
    /// </summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string? UserOf(string device) =>
        PosixFile.TryRead(AllocationOf(device), MaxBytes) is { } content
        && Encoding.UTF8.GetString(content) is var netns
        && NetworkNamespace.Look(netns) != NamespaceKind.Missing
            ? netns
            : null;

    /// <summary>Marks the function as used by a pod.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Allocate(string device, string netns) =>
        PosixFile.Replace(AllocationOf(device), Encoding.UTF8.GetBytes(netns));

    /// <summary>Marks the function as free.</summary>
    /// <exception cref="IOException">The file cannot be removed.</exception>
    public static void Free(string device) => PosixFile.RemoveReplaced(AllocationOf(device));

    /// <summary>Writes the cache of an attachment.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(PluginRequest request, SavedFunction function) =>
        PosixFile.Replace(CacheOf(request), function.ToJson(request));

    /// <summary>Reads the cache of an attachment; null when there is none, or it is damaged.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SavedFunction? TryRead(PluginRequest request)
    {
        try
        {
            return PosixFile.TryRead(CacheOf(request), MaxBytes) is { } content
                && SavedFunction.Read(content) is { DeviceId.Length: > 0 } function
                && PciDevice.CanBeAddress(function.DeviceId)
                    ? function
                    : null;
        }
        catch (Exception failure) when (failure is ContractException or CniException)
        {
            return null;
        }
    }

    /// <summary>Removes the cache of an attachment.</summary>
    /// <exception cref="IOException">The file cannot be removed.</exception>
    public static void Remove(PluginRequest request) => PosixFile.RemoveReplaced(CacheOf(request));

    private static string AllocationOf(string device) => $"{Root}/pci/{device}";

    private static string CacheOf(PluginRequest request) => $"{Root}/{request.ContainerId}-{request.IfName}";
}
