using Ramus.Attachments.Plan;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.NodeDisk;

namespace Ramus.Attachments.Detach;

/// <summary>
/// Removes the interfaces of consecutive attachments together, before the DEL of the first of them. All other work of
/// DEL stays in the order of NPWG 7.2: an attachment with a plugin that may use its interface ends the sequence, so its
/// plugins run when the attachments after it are detached, and those before it are not.
/// </summary>
internal sealed class SharedRemoval(NetworkRuntime runtime, AttachmentRecord record, string netns)
{
    // The attachments from this index on are removed, or must be detached one by one.
    private int seen = record.Attachments.Count;

    /// <summary>Called before the DEL of an attachment, in reverse order.</summary>
    /// <param name="index">The attachment.</param>
    /// <param name="mayExist">Whether an attachment is to be detached.</param>
    public void Before(int index, Func<int, bool> mayExist)
    {
        if (netns.Length == 0 || index >= seen)
        {
            return;
        }

        var names = new List<string>();
        for (seen = index; seen >= 0; seen--)
        {
            if (!mayExist(seen))
            {
                continue;
            }

            if (!MayRemove(seen))
            {
                break;
            }

            names.Add(record.Attachments[seen].Interface);
        }

        // The attachment that ended the sequence is not asked again.
        if (names.Count > 1)
        {
            PodLinks.RemoveTogether(netns, names);
        }
    }

    private bool MayRemove(int index)
    {
        var attachment = record.Attachments[index];
        var progress = record.Progress[index];
        return runtime.MayRemoveFirst(
            attachment.Config,
            DelegateParameters.Of(record, attachment, netns),
            progress.IsUnfinished ? null : progress.Result);
    }
}
