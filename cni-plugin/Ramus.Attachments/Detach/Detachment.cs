using System.Diagnostics;
using Ramus.Attachments.Failures;
using Ramus.Attachments.Plan;
using Ramus.Attachments.Progress;
using Ramus.Attachments.Record;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Processes;

namespace Ramus.Attachments.Detach;

/// <summary>
/// Undoes the begun attachments of a record in reverse order; a failure does not stop the others (NPWG 7.2). The record
/// is removed when all are detached. Otherwise it keeps the remaining attachments, so that a retry handles only those.
/// An attachment that ADD never finished is given up when its DEL fails for a permanent reason: the pod can then be
/// deleted, and the record stays for GC.
/// </summary>
/// <param name="delegates">How each plugin runs.</param>
/// <param name="journal">The store that holds the record; null for a record composed only for this call.</param>
/// <param name="record">The attachments and their progress.</param>
/// <param name="limits">The common deadline of all delegates.</param>
public sealed class Detachment(Delegates delegates, RecordStore? journal, AttachmentRecord record, ChildLimits limits)
{
    // A node has up to a few hundred pods. On a node with more records, most of them are given up and no GC frees them.
    private const int MaxRecords = 1000;
    private static readonly TimeSpan OrphansPatience = TimeSpan.FromSeconds(10);
    private NetworkRuntime runtime = new(delegates, limits);
    private bool isAnythingGivenUp;

    /// <summary>The failure of ADD, when ADD undoes its own work.</summary>
    public Exception? Cause { get; init; }

    /// <summary>Called after every attachment, whether it could be detached or not.</summary>
    public Action<FinishedAttachment>? Ended { get; init; }

    /// <summary>Detaches the attachments. The caller holds the container's lock.</summary>
    /// <param name="netns">The network namespace; empty when it is gone.</param>
    /// <returns>False when the record stays because an attachment was given up.</returns>
    /// <exception cref="CniException">At least one attachment could not be detached.</exception>
    public bool Run(string netns)
    {
        // An ADD that undoes its own work has waited for its delegates, but one that was killed leaves its children.
        if (journal is not null && record.Progress.Any(progress => progress.IsInterrupted))
        {
            OrphanedPlugins.Await(record.ContainerId, OrphansPatience, areOwn: Cause is not null);
        }

        using var shared = delegates.ForOnePod();
        runtime = new NetworkRuntime(shared, limits);
        var failures = new List<CniException>();
        var removal = new SharedRemoval(runtime, record, netns);
        for (var index = record.Attachments.Count - 1; index >= 0; index--)
        {
            if (MayExist(record.Progress[index]))
            {
                removal.Before(index, other => MayExist(record.Progress[other]));
                Detach(index, netns, failures);
            }
        }

        if (failures.Count > 0)
        {
            throw Combine(failures);
        }

        if (isAnythingGivenUp)
        {
            return false;
        }

        journal?.Remove(record.ContainerId);
        return true;
    }

    // After a power failure the record's last lines may be missing: every intended attachment may exist.
    private bool MayExist(AttachmentProgress progress) =>
        !progress.Detached && (progress.Started || record.BootId.Length == 0 || record.BootId != RecordStore.BootId());

    private void Detach(int index, string netns, List<CniException> failures)
    {
        var attachment = record.Attachments[index];
        var began = Stopwatch.GetTimestamp();
        string? lost = null;
        try
        {
            _ = TryNote(RecordFormat.Detaching(index));
            lost = Delete(index, attachment, netns);
            DeviceInfoFiles.Remove(attachment);
            if (lost is null)
            {
                // With a full disk this step is not recorded: a retry repeats it, but the pod can still be deleted.
                _ = TryNote(RecordFormat.Detached(index));
                Ended?.Invoke(new FinishedAttachment(attachment, began, []));
                return;
            }

            throw new CniException(CniErrorCode.Internal, lost);
        }
        catch (Exception failure) when (failure is CniException or ContractException or IOException)
        {
            var explained = AttachmentFailure.Explain(attachment, failure);
            Ended?.Invoke(new FinishedAttachment(attachment, began, [], explained.Error));
            if (GiveUp(index, explained, netns, isLost: lost is not null))
            {
                return;
            }

            failures.Add(explained);
        }
    }

    /// <summary>Runs DEL of all plugins; returns why a device could not be given back, or null.</summary>
    private string? Delete(int index, Attachment attachment, string netns)
    {
        var parameters = DelegateParameters.Of(record, attachment, netns);
        var lost = MovedDevice.Restore(attachment, record.Progress[index], netns);
        if (record.Progress[index].IsUnfinished)
        {
            runtime.DeleteUnfinished(attachment.Config, parameters);
        }
        else
        {
            runtime.Delete(attachment.Config, parameters, record.Progress[index].Result);
        }

        return lost;
    }

    // A plugin that refuses ADD (a missing master, an invalid key) often refuses every DEL for the same reason. An
    // attachment that ADD did not finish must not block the pod's deletion, nor must a device that a pod moved away; a
    // finished one is retried until detached.
    private bool GiveUp(int index, CniException failure, string netns, bool isLost)
    {
        var progress = record.Progress[index];
        var isRefused = (progress.IsRefused || UnfinishedDelete.IsRefused(Cause, failure))
            && !RemainingLeases.Exist(delegates, record.ContainerId, record.Attachments[index]);
        var tries = progress.Failures + 1;
        var isLast = progress.IsGivenUp || ((progress.IsUnfinished || isLost)
            && tries >= UnfinishedDelete.TriesFor(failure.Error, isRefused));
        var device = isLast && progress.IsUnfinished ? MovedDevice.Return(record.Attachments[index], netns) : null;
        isRefused &= device is null;
        if (!TryNote([.. RecordFormat.Failed(index), .. isRefused ? RecordFormat.Refused(index) : []])
            || !isLast
            || !(isRefused ? TryNote(RecordFormat.Detached(index)) : TryKeep(index)))
        {
            return false;
        }

        var what = device is not null ? $"to detach a network that ADD did not finish, and {device}; its record stays"
            : isLost ? "to return a device to the node; its record stays until a GC of the runtime removes it"
            : isRefused ? "to detach a network that ADD did not finish"
            : "to detach a network that ADD did not finish; its addresses may stay allocated until a GC of the "
                + "runtime frees them";
        StandardStreams.Complain(
            $"ramus: container {record.ContainerId}: gave up after {tries} tries {what}: {failure.Message}");
        return true;
    }

    private bool TryKeep(int index)
    {
        var isKept = journal!.Count() <= MaxRecords;
        isAnythingGivenUp |= isKept;
        return TryNote(isKept ? RecordFormat.GivenUp(index) : RecordFormat.Detached(index));
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
            // The other attachments are detached nevertheless.
            return false;
        }
    }

    private static CniException Combine(List<CniException> failures) => failures.Count == 1
        ? failures[0]
        : new CniException(failures[0].Error.Code, string.Join(" / ", failures.Select(failure => failure.Message)));
}
