using Ramus.Attachments.Record;
using Ramus.Attachments.Sandbox;
using Ramus.Attachments.Settings;
using Ramus.Contract.Cni;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Files;
using Ramus.Linux.Processes;

namespace Ramus.Attachments.Detach;

/// <summary>
/// DEL: works from the record alone, ours or the one that Multus left. Without any (a pod made before either came, a
/// repeated DEL) the configuration's own delegates are detached, because the runtime expects that of the default
/// network.
/// </summary>
public sealed class Detacher(PluginSettings settings, SandboxRequest request)
{
    private readonly StateDirectory state = new(settings.StateDirectory);

    /// <summary>Detaches the pod from all its networks; succeeds when there is nothing to detach.</summary>
    /// <param name="afterwards">Done after a success, while the container's lock is still held.</param>
    /// <exception cref="CniException">
    /// An attachment could not be detached; the record keeps what is left for a retry.
    /// </exception>
    public void Detach(Action? afterwards = null)
    {
        state.Prepare();
        using var exclusive = state.Lock(request.ContainerId);
        var store = new RecordStore(state);
        if (store.FindUsable(request.ContainerId) is { } record)
        {
            Detach(record, store);
        }
        else if (MultusRecord.Find(settings, request) is { } old)
        {
            Detach(old);
        }
        else
        {
            DetachConfigured();
        }

        // Also what a killed ADD left half written, or what could not be read.
        store.Remove(request.ContainerId);
        PosixFile.RemoveReplaced(state.ReportOf(request.ContainerId));
        afterwards?.Invoke();
    }

    /// <summary>Detaches the pod from the configuration's own networks, whatever is recorded. Takes no lock.</summary>
    /// <exception cref="CniException">An attachment could not be detached.</exception>
    public void DetachConfigured() => Detach(ConfiguredRecord.Of(request, settings), journal: null);

    private void Detach(MultusRecord old)
    {
        Detach(old.Record, journal: null);
        if (old.LacksDefault)
        {
            DetachConfigured();
        }

        // Multus does not flush its files, and a pod must be deletable after a power cut.
        foreach (var loss in old.Lost)
        {
            StandardStreams.Complain(
                $"ramus: Multus' record of container {request.ContainerId} is given up in part: {loss}; "
                + "interfaces and addresses of it may remain: free them, then "
                + $"delete the container's files below {settings.MultusDirectory}");
        }

        old.Remove();
    }

    private void Detach(AttachmentRecord record, RecordStore? journal)
    {
        var limits = ChildLimits.In(settings.Budget.Delete);
        new Detachment(settings.Plugins, journal, record, limits).Run(NamespaceGuard.ForDelete(request.Netns));
    }
}
