using Ramus.Contract.Cni;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Files;

namespace Ramus.Attachments.Record;

/// <summary>The directory of this node's attachment records. For root only: directories 0700, files 0600.</summary>
public sealed class StateDirectory(string root)
{
    // A DEL may have to wait until a failed ADD has undone its attachments.
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(45);

    public string Attachments { get; } = NodeLayout.AttachmentsIn(root);

    /// <summary>Status reports that the node agent has not read yet.</summary>
    public string Spool { get; } = NodeLayout.SpoolIn(root);

    private string LockFile { get; } = NodeLayout.LockIn(root);

    private string LineFile { get; } = NodeLayout.LineIn(root);

    /// <summary>Creates the directories if they do not exist.</summary>
    public void Prepare()
    {
        PosixFile.MakeDirectory(Attachments);
        PosixFile.MakeDirectory(Spool);
    }

    public string RecordOf(string containerId) => NodeLayout.RecordIn(root, containerId);

    public string ReportOf(string containerId) => NodeLayout.ReportIn(root, containerId);

    /// <summary>The containers with at least one file, including half-written files of killed processes.</summary>
    public IReadOnlyList<string> Containers() =>
        [.. Names(Attachments, NodeLayout.RecordExtension).Union(Names(Spool, NodeLayout.ReportExtension))];

    /// <summary>Excludes all other operations on <paramref name="containerId"/> until disposed.</summary>
    /// <exception cref="CniException">Code 11: another operation on the container is still running.</exception>
    public ContainerLock Lock(string containerId) =>
        ContainerLock.ForContainer(LockFile, containerId, LockPatience)
        ?? throw new CniException(
            CniErrorCode.TryAgainLater, $"another operation on container {containerId} is still running");

    /// <summary>
    /// Waits until fewer than <paramref name="most"/> of the ADDs that began earlier still run; null when
    /// <paramref name="most"/> is 0, which means any number.
    /// </summary>
    /// <exception cref="CniException">Code 11: <paramref name="patience"/> ran out.</exception>
    public WaitingLine? AwaitTurn(int most, TimeSpan patience) => most == 0
        ? null
        : WaitingLine.Enter(LineFile, most, patience)
        ?? throw new CniException(
            CniErrorCode.TryAgainLater,
            $"the pod waited {patience.TotalSeconds:0.#} s for its turn, because this node attaches at most {most} "
            + $"{(most == 1 ? "pod" : "pods")} at once",
            "the kubelet tries again by itself; if this happens often, look for a slow plugin in the events of the "
            + "node's other pods, or raise 'concurrentAdds' (the chart's value node.plugin.concurrentAdds)");

    /// <summary>Excludes all other operations on all containers until disposed.</summary>
    /// <exception cref="CniException">Code 11: another operation is still running.</exception>
    public ContainerLock LockAll() =>
        ContainerLock.ForAll(LockFile, LockPatience)
        ?? throw new CniException(CniErrorCode.TryAgainLater, "operations on containers are still running");

    private static IEnumerable<string> Names(string directory, string suffix) => Directory.EnumerateFiles(directory)
        .Select(path => path.EndsWith(PosixFile.Temporary, StringComparison.Ordinal)
            ? path[..^PosixFile.Temporary.Length] : path)
        .Where(path => path.EndsWith(suffix, StringComparison.Ordinal))
        .Select(path => Path.GetFileName(path)[..^suffix.Length]);
}
