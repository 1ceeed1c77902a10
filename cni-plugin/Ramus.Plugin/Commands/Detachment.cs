using Ramus.Cni;
using Ramus.Cni.Posix;
using Ramus.Networks;
using Ramus.Plugin.State;

namespace Ramus.Plugin.Commands;

/// <summary>
/// Undoes what a record says was begun: every attachment in reverse order, one failure not stopping the others (NPWG 7.2).
/// The record goes when all are detached, and keeps what is left otherwise, so that a retry does the rest only.
/// </summary>
/// <param name="plugins">Where the delegates' plugins are.</param>
/// <param name="journal">Where the record is kept; null when it was put together for this call only.</param>
/// <param name="record">What may exist.</param>
/// <param name="limits">How long all of it may take.</param>
internal sealed class Detachment(PluginPath plugins, RecordStore? journal, AttachmentRecord record, ChildLimits limits)
{
    /// <summary>Detaches.</summary>
    /// <param name="netns">The network namespace; empty when it is gone.</param>
    /// <exception cref="CniException">At least one attachment could not be detached.</exception>
    internal void Run(string netns)
    {
        var failures = new List<CniException>();
        for (var index = record.Attachments.Count - 1; index >= 0; index--)
        {
            if (MayExist(record.Progress[index]))
            {
                Detach(index, netns, failures);
            }
        }

        if (failures.Count > 0)
        {
            throw Combine(failures);
        }

        journal?.Remove(record.ContainerId);
    }

    // A power cut may have taken the lines of the last seconds: then everything intended may exist.
    private bool MayExist(AttachmentProgress progress) =>
        !progress.Detached && (progress.Started || record.BootId.Length == 0 || record.BootId != RecordStore.BootId());

    private void Detach(int index, string netns, List<CniException> failures)
    {
        var attachment = record.Attachments[index];
        try
        {
            new NetworkRuntime(plugins, limits).Delete(
                attachment.Config, Delegation.Of(record, attachment, netns), record.Progress[index].Result);
            journal?.Advance(record.ContainerId, RecordFormat.Detached(index));
        }
        catch (Exception failure) when (failure is CniException or ContractException or IOException)
        {
            failures.Add(AttachmentFailure.Explain(attachment, failure));
        }
    }

    private static CniException Combine(List<CniException> failures) => failures.Count == 1
        ? failures[0]
        : new CniException(failures[0].Error.Code, string.Join(" / ", failures.Select(failure => failure.Message)));
}
