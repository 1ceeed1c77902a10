using Ramus.Cni;
using Ramus.Cni.Posix;
using Ramus.Plugin.Planning;
using Ramus.Plugin.Pods;
using Ramus.Plugin.Settings;
using Ramus.Plugin.State;

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
        state.Prepare();
        using var exclusive = state.Lock(request.ContainerId);
        var store = new RecordStore(state);
        if (store.FindUsable(request.ContainerId) is { } record)
        {
            Detach(record, store);
        }
        else if (MultusRecord.Find(settings.MultusDirectory, request, PodArguments.Parse(request.Args).ForDelegates) is { } old)
        {
            Detach(old.Record, journal: null);
            old.Remove();
        }
        else
        {
            Detach(FromConfiguration(), journal: null);
        }

        // Also what a killed ADD left half written, or what could not be read.
        store.Remove(request.ContainerId);
        PosixFile.RemoveReplaced(state.ReportOf(request.ContainerId));
    }

    private void Detach(AttachmentRecord record, RecordStore? journal) =>
        new Detachment(settings.Plugins, journal, record, ChildLimits.In(settings.Budget.Delete)).Run(Netns.ForDelete(request.Netns));

    private AttachmentRecord FromConfiguration()
    {
        var attachments = DefaultNetworks.Of(settings).Resolve(podNamespace: null)
            .Select((network, index) => index == 0
                ? Attachment.Of(network, request.IfName, settings.RuntimeConfig)
                : Attachment.Of(network, $"net{index}", null))
            .ToList();
        return new AttachmentRecord
        {
            ContainerId = request.ContainerId,
            Netns = request.Netns,
            Args = PodArguments.Parse(request.Args).ForDelegates,
            BootId = "",
            Attachments = attachments,
            Progress = [.. attachments.Select(_ => new AttachmentProgress(Started: true, null, Detached: false))],
        };
    }
}
