using Ramus.Attachments.Progress;
using Ramus.Attachments.Record;
using Ramus.Attachments.Sandbox;
using Ramus.Attachments.Settings;
using Ramus.Contract.Cni;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Files;
using Ramus.Linux.Processes;

namespace Ramus.Attachments.Detach;

/// <summary>
/// DEL: detaches the recorded attachments, from our record or from the one that Multus left. Without a record (a pod
/// older than Ramus and Multus, or a repeated DEL) the configuration's own delegates are detached, because the runtime
/// expects that for the default network.
/// </summary>
public sealed class Detacher(PluginSettings settings, SandboxRequest request)
{
    private readonly StateDirectory state = new(settings.StateDirectory);

    /// <summary>Called after every attachment, whether it could be detached or not.</summary>
    public Action<FinishedAttachment>? Ended { get; init; }

    /// <summary>Detaches the pod from all its networks; succeeds when there is nothing to detach.</summary>
    /// <param name="afterwards">Called after a success, while the container's lock is still held.</param>
    /// <exception cref="CniException">
    /// An attachment could not be detached; the record keeps the remaining attachments for a retry.
    /// </exception>
    public void Detach(Action? afterwards = null)
    {
        state.Prepare();
        using var exclusive = state.Lock(request.ContainerId);
        var store = new RecordStore(state);
        var isDone = true;
        if (store.FindUsable(request.ContainerId) is { } record)
        {
            isDone = Detach(record, store);
        }
        else if (MultusRecord.Find(settings, request) is { } old)
        {
            Detach(old);
        }
        else
        {
            DetachConfigured();
        }

        if (isDone)
        {
            // This also removes a half-written or unreadable record.
            store.Remove(request.ContainerId);
        }

        PosixFile.RemoveReplaced(state.ReportOf(request.ContainerId));
        afterwards?.Invoke();
    }

    /// <summary>Detaches the pod from the configuration's own networks and ignores records. Takes no lock.</summary>
    /// <exception cref="CniException">An attachment could not be detached.</exception>
    public void DetachConfigured() => Detach(ConfiguredRecord.Of(request, settings), journal: null);

    private void Detach(MultusRecord old)
    {
        Detach(old.Record, journal: null);
        if (old.LacksDefault)
        {
            DetachConfigured();
        }

        // Multus does not flush its files, and a pod must be deletable even if a power failure damaged them.
        foreach (var loss in old.Lost)
        {
            StandardStreams.Complain(
                $"ramus: a part of Multus' record of container {request.ContainerId} is ignored: {loss}; "
                + "interfaces and addresses of this container may remain: free them, then "
                + $"delete the container's files below {settings.MultusDirectory}");
        }

        old.Remove();
    }

    private bool Detach(AttachmentRecord record, RecordStore? journal)
    {
        var limits = ChildLimits.In(settings.Budget.Delete);
        return new Detachment(settings.Execution, journal, record, limits) { Ended = Ended }
            .Run(NamespaceGuard.ForDelete(request.Netns));
    }
}
