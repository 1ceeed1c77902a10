using System.Text;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Files;
using Ramus.Linux.Processes;

namespace Ramus.Attachments.Record;

/// <summary>Keeps the intent records on disk.</summary>
public sealed class RecordStore(StateDirectory directory)
{
    // The intent, and a result of every attachment that an annotation can ask for.
    private const int MaxBytes = RecordFormat.MaxLineBytes + (64 * (2 << 20));
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

    /// <summary>
    /// Writes the intent, and that the first attachment is next. No plugin gets its configuration before they are
    /// flushed, so that a file without a whole first line is one of which nothing came.
    /// </summary>
    /// <returns>
    /// Takes the further lines of ADD. They survive the death of this process; after a power cut the boot id tells that
    /// some may be missing.
    /// </returns>
    /// <exception cref="CniException">It is larger than what DEL would read.</exception>
    public GrowingFile Begin(AttachmentRecord record)
    {
        var intent = RecordFormat.Intent(record);
        if (intent.Length > RecordFormat.MaxLineBytes)
        {
            throw new CniException(
                CniErrorCode.InvalidNetworkConfig,
                $"the configurations of the pod's networks have {intent.Length} bytes together, at most "
                + $"{RecordFormat.MaxLineBytes} can be remembered",
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

    /// <summary>Adds a step to a record that is there.</summary>
    public void Advance(string containerId, byte[] line) => PosixFile.Append(directory.RecordOf(containerId), line);

    /// <summary>The record of a container; null when there is none, or nothing of it came about.</summary>
    /// <exception cref="ContractException">There is one, but it cannot be read.</exception>
    public AttachmentRecord? Find(string containerId) =>
        PosixFile.TryRead(directory.RecordOf(containerId), MaxBytes) is { } content
        && content.AsSpan().Contains((byte)'\n')
            ? RecordFormat.Parse(content)
            : null;

    /// <summary>
    /// As <see cref="Find"/>, for who has to go on: a record that cannot be read is complained about, and none.
    /// </summary>
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
}
