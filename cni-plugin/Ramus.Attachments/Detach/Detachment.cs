using Ramus.Attachments.Failures;
using Ramus.Attachments.Plan;
using Ramus.Attachments.Record;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Processes;

namespace Ramus.Attachments.Detach;

/// <summary>
/// Undoes what a record says was begun: every attachment in reverse order, one failure not stopping the others (NPWG
/// 7.2). The record goes when all are detached, and keeps what is left otherwise, so that a retry does the rest only.
/// </summary>
/// <param name="plugins">The directories of the delegates' plugins.</param>
/// <param name="journal">
/// The store that holds the record; null for a record that was composed for this call only.
/// </param>
/// <param name="record">The attachments, and how far each came.</param>
/// <param name="limits">The deadline of all delegates together.</param>
public sealed class Detachment(PluginPath plugins, RecordStore? journal, AttachmentRecord record, ChildLimits limits)
{
    // ADD's own, and the one DEL that a runtime is sure to send after a failed ADD.
    private const int TriesOfUnfinished = 2;
    private static readonly TimeSpan OrphansPatience = TimeSpan.FromSeconds(10);

    /// <summary>Detaches. The caller holds the container's lock.</summary>
    /// <param name="netns">The network namespace; empty when it is gone.</param>
    /// <exception cref="CniException">At least one attachment could not be detached.</exception>
    public void Run(string netns)
    {
        if (journal is not null && record.Progress.Any(progress => progress.IsInterrupted))
        {
            OrphanedPlugins.Await(record.ContainerId, OrphansPatience);
        }

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
            _ = TryNote(RecordFormat.Detaching(index));
            Delete(index, attachment, netns);
            DeviceInfoFiles.Remove(attachment);

            // A disk that is full costs a retry the knowledge of this step, not the pod its end.
            _ = TryNote(RecordFormat.Detached(index));
        }
        catch (Exception failure) when (failure is CniException or ContractException or IOException)
        {
            var explained = AttachmentFailure.Explain(attachment, failure);
            if (GiveUp(index, explained))
            {
                return;
            }

            failures.Add(explained);
        }
    }

    private void Delete(int index, Attachment attachment, string netns)
    {
        var runtime = new NetworkRuntime(plugins, limits);
        var parameters = DelegateParameters.Of(record, attachment, netns);
        if (record.Progress[index].IsUnfinished)
        {
            runtime.DeleteUnfinished(attachment.Config, parameters);
        }
        else
        {
            runtime.Delete(attachment.Config, parameters, record.Progress[index].Result);
        }
    }

    // A plugin that refuses ADD (a missing master, a key it cannot read) often refuses DEL for the same reason, for
    // ever. What never came to be must not keep the pod; what was attached is asked for until it is gone.
    private bool GiveUp(int index, CniException failure)
    {
        var last = record.Progress[index].IsUnfinished && record.Progress[index].Failures + 1 >= TriesOfUnfinished;
        if (!TryNote(last ? RecordFormat.Detached(index) : RecordFormat.Failed(index)) || !last)
        {
            return false;
        }

        StandardStreams.Complain(
            $"ramus: given up after {TriesOfUnfinished} tries: DEL of what ADD did not finish: {failure.Message}");
        return true;
    }

    private bool TryNote(byte[] line)
    {
        try
        {
            journal?.Advance(record.ContainerId, line);
            return journal is not null;
        }
        catch (IOException)
        {
            // The other attachments go all the same.
            return false;
        }
    }

    private static CniException Combine(List<CniException> failures) => failures.Count == 1
        ? failures[0]
        : new CniException(failures[0].Error.Code, string.Join(" / ", failures.Select(failure => failure.Message)));
}
