using Ramus.Attachments.Record;
using Ramus.Attachments.Settings;
using Ramus.Cni.PluginSide;
using Ramus.Linux.Files;
using Ramus.Linux.Processes;

namespace Ramus.Plugin.Commands;

/// <summary>
/// DEL: works from the record alone, ours or the one that Multus left. Without any (a pod made before either came, a repeated
/// DEL) the configuration's own delegates are detached, because the runtime expects that of the default network.
/// </summary>
internal sealed class DeleteCommand(CniRequest request, PluginSettings settings)
{
    private readonly StateDirectory state = new(settings.StateDirectory);

    internal void Run()
    {
        var farewell = new Farewell(request, settings);
        if (farewell.IsOver)
        {
            Detach(Farewell.Unrecorded(request, settings), journal: null);
            return;
        }

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
            Detach(Farewell.Unrecorded(request, settings), journal: null);
        }

        // Also what a killed ADD left half written, or what could not be read.
        store.Remove(request.ContainerId);
        PosixFile.RemoveReplaced(state.ReportOf(request.ContainerId));
        farewell.EndWhenLast();
    }

    private void Detach(MultusRecord old)
    {
        Detach(old.Record, journal: null);
        if (old.LacksDefault)
        {
            Detach(Farewell.Unrecorded(request, settings), journal: null);
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

    private void Detach(AttachmentRecord record, RecordStore? journal) =>
        new Detachment(settings.Plugins, journal, record, ChildLimits.In(settings.Budget.Delete)).Run(Netns.ForDelete(request.Netns));
}
