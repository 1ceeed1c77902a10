using System.Text;
using Ramus.Cni.Posix;
using Ramus.Networks;

namespace Ramus.Plugin.State;

/// <summary>Keeps the intent records on disk.</summary>
public sealed class RecordStore(StateDirectory directory)
{
    private const int MaxBytes = 64 << 20;
    private const string BootIdFile = "/proc/sys/kernel/random/boot_id";

    /// <summary>The kernel's boot id; empty where it cannot be read.</summary>
    public static string BootId()
    {
        try
        {
            return Encoding.ASCII.GetString(PosixFile.TryRead(BootIdFile, 100) ?? []).Trim();
        }
        catch (IOException)
        {
            return "";
        }
    }

    /// <summary>Writes the intent; it has reached the disk on return.</summary>
    public void Begin(AttachmentRecord record) =>
        PosixFile.Replace(directory.RecordOf(record.ContainerId), RecordFormat.Intent(record), durable: true);

    /// <summary>Adds a step. It survives the death of this process; after a power cut the boot id tells that it may be missing.</summary>
    public void Advance(string containerId, byte[] line) => PosixFile.Append(directory.RecordOf(containerId), line);

    /// <summary>The record of a container; null when there is none.</summary>
    /// <exception cref="ContractException">There is one, but it cannot be read.</exception>
    public AttachmentRecord? Find(string containerId) =>
        PosixFile.TryRead(directory.RecordOf(containerId), MaxBytes) is { } content ? RecordFormat.Parse(content) : null;

    /// <summary>As <see cref="Find"/>, for who has to go on: a record that cannot be read is complained about, and none.</summary>
    public AttachmentRecord? FindUsable(string containerId)
    {
        try
        {
            return Find(containerId);
        }
        catch (ContractException failure)
        {
            StandardStreams.Complain($"ramus: {directory.RecordOf(containerId)} is given up: {failure.Message}");
            return null;
        }
    }

    /// <summary>Forgets a container.</summary>
    public void Remove(string containerId) => PosixFile.Remove(directory.RecordOf(containerId));

    /// <summary>The containers that have a record.</summary>
    public IEnumerable<string> Containers()
    {
        foreach (var path in Directory.EnumerateFiles(directory.Attachments, "*.jsonl"))
        {
            yield return Path.GetFileNameWithoutExtension(path);
        }
    }
}
