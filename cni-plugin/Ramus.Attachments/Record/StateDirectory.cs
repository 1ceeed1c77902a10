using Ramus.Contract.Cni;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Files;

namespace Ramus.Attachments.Record;

/// <summary>Where this node's attachments are remembered. Root's alone: directories 0700, files 0600.</summary>
public sealed class StateDirectory(string root)
{
    // One DEL may have to wait for the undoing of an ADD.
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(45);

    public string Attachments { get; } = NodeLayout.AttachmentsIn(root);

    /// <summary>Status reports that wait for the node agent.</summary>
    public string Spool { get; } = NodeLayout.SpoolIn(root);

    private string LockFile { get; } = NodeLayout.LockIn(root);

    /// <summary>Makes the directories; a no-op afterwards.</summary>
    public void Prepare()
    {
        PosixFile.MakeDirectory(Attachments);
        PosixFile.MakeDirectory(Spool);
    }

    public string RecordOf(string containerId) => NodeLayout.RecordIn(root, containerId);

    public string ReportOf(string containerId) => NodeLayout.ReportIn(root, containerId);

    /// <summary>The containers of which there is anything, be it half a file that a killed process left.</summary>
    public IReadOnlyList<string> Containers() =>
        [.. Names(Attachments, NodeLayout.RecordExtension).Union(Names(Spool, NodeLayout.ReportExtension))];

    /// <summary>Keeps everybody else away from <paramref name="containerId"/> until disposed.</summary>
    /// <exception cref="CniException">Code 11: another operation on it does not end.</exception>
    public ContainerLock Lock(string containerId) =>
        ContainerLock.ForContainer(LockFile, containerId, LockPatience)
        ?? throw new CniException(
            CniErrorCode.TryAgainLater, $"another operation on container {containerId} is still running");

    /// <summary>Keeps everybody else away from all containers until disposed.</summary>
    /// <exception cref="CniException">Code 11: an operation does not end.</exception>
    public ContainerLock LockAll() =>
        ContainerLock.ForAll(LockFile, LockPatience)
        ?? throw new CniException(CniErrorCode.TryAgainLater, "operations on containers are still running");

    private static IEnumerable<string> Names(string directory, string suffix) => Directory.EnumerateFiles(directory)
        .Select(path => path.EndsWith(PosixFile.Temporary, StringComparison.Ordinal)
            ? path[..^PosixFile.Temporary.Length] : path)
        .Where(path => path.EndsWith(suffix, StringComparison.Ordinal))
        .Select(path => Path.GetFileName(path)[..^suffix.Length]);
}
