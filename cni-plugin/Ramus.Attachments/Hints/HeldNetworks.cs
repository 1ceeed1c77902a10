using Ramus.Attachments.Record;
using Ramus.Contract.NodeDisk;

namespace Ramus.Attachments.Hints;

/// <summary>The attachments that pods of the node have now, by the records of this boot.</summary>
/// <param name="store">The records of all containers.</param>
/// <param name="record">The record of the container that failed.</param>
internal sealed class HeldNetworks(RecordStore store, AttachmentRecord record)
{
    private const int MostRecords = 1000;

    /// <summary>The first matching attachment; null for none.</summary>
    /// <param name="fits">Whether an attachment matches.</param>
    /// <returns>Where it is, for a sentence, and whether that is the pod that failed.</returns>
    public (string Place, bool IsOwn)? Find(Func<Attachment, bool> fits)
    {
        foreach (var other in store.OfThisBoot(MostRecords))
        {
            for (var index = 0; index < other.Attachments.Count; index++)
            {
                var attachment = other.Attachments[index];
                if (other.Progress[index] is { Result: not null, Detached: false } && fits(attachment))
                {
                    var isOwn = other.ContainerId == record.ContainerId;
                    var pod = isOwn ? "this pod already"
                        : OtherPod.NameOf(record.Pod, other.Pod) ?? $"container {other.ContainerId}";
                    return ($"in {pod}, as '{attachment.Interface}'", isOwn);
                }
            }
        }

        return null;
    }
}
