using System.Text;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Files;
using Ramus.Linux.Processes;

namespace Ramus.Attachments.Record;

/// <summary>Stores attachment records on disk.</summary>
public sealed class RecordStore(StateDirectory directory)
{
    // The intent, and one result for each attachment that fits into an annotation.
    private const int MaxBytes = RecordFormat.MaxLineBytes + (64 * (2 << 20));
    private const string BootIdFile = "/proc/sys/kernel/random/boot_id";

    /// <summary>The kernel's boot ID; empty when it cannot be read.</summary>
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

    /// <summary>
    /// Writes the intent, and that the first attachment starts next. Both are flushed before a plugin can change
    /// anything that survives a power failure, so a file with an incomplete first line means that no plugin left
    /// anything.
    /// </summary>
    /// <returns>
    /// The file that takes ADD's further lines. They survive the death of this process; after a power failure, a
    /// changed boot ID shows that lines may be missing.
    /// </returns>
    /// <exception cref="CniException">The intent is larger than DEL can read.</exception>
    public GrowingFile Begin(AttachmentRecord record)
    {
        var intent = RecordFormat.Intent(record);
        if (intent.Length > RecordFormat.MaxLineBytes)
        {
            throw new CniException(
                CniErrorCode.InvalidNetworkConfig,
                $"the network configurations of the pod have {intent.Length} bytes in total; a record holds at most "
                + $"{RecordFormat.MaxLineBytes} bytes",
                "use smaller configurations, or fewer networks for one pod");
        }

        var journal = GrowingFile.Create(directory.RecordOf(record.ContainerId));
        try
        {
            journal.Append([.. intent, .. RecordFormat.Started(0)]);
            return journal;
        }
        catch (IOException)
        {
            journal.Dispose();
            Remove(record.ContainerId);
            throw;
        }
    }

    /// <summary>Appends a step to an existing record.</summary>
    public void Advance(string containerId, byte[] line) => PosixFile.Append(directory.RecordOf(containerId), line);

    /// <summary>
    /// The container's record; null when there is none, or when its first line is incomplete, which means that no
    /// plugin left anything.
    /// </summary>
    /// <exception cref="ContractException">The record cannot be read.</exception>
    public AttachmentRecord? Find(string containerId) =>
        PosixFile.TryReadOwn(directory.RecordOf(containerId), MaxBytes) is { } content
        && content.AsSpan().Contains((byte)'\n')
            ? RecordFormat.Parse(content)
            : null;

    /// <summary>
    /// Like <see cref="Find"/>, but for callers that must continue: warns about an unreadable record and returns null.
    /// </summary>
    public AttachmentRecord? FindUsable(string containerId)
    {
        try
        {
            return Find(containerId);
        }
        catch (ContractException failure)
        {
            StandardStreams.Complain($"ramus: {directory.RecordOf(containerId)} is ignored: {failure.Message}");
            return null;
        }
    }

    /// <summary>The records of this boot that can be read, at most <paramref name="most"/>.</summary>
    public IEnumerable<AttachmentRecord> OfThisBoot(int most)
    {
        var boot = BootId();
        return directory.Containers().Take(most).Select(TryFind).OfType<AttachmentRecord>()
            .Where(record => record.BootId == boot);
    }

    /// <summary>The number of containers with a record.</summary>
    public int Count() => directory.Containers().Count;

    /// <summary>Removes a container's record.</summary>
    public void Remove(string containerId) => PosixFile.Remove(directory.RecordOf(containerId));

    private AttachmentRecord? TryFind(string containerId)
    {
        try
        {
            return Find(containerId);
        }
        catch (Exception failure) when (failure is ContractException or IOException)
        {
            return null;
        }
    }
}
