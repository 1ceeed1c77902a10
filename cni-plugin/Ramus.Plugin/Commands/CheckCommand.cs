using Ramus.Attachments.Record;
using Ramus.Attachments.Settings;
using Ramus.Cni.PluginSide;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Linux.Processes;

namespace Ramus.Plugin.Commands;

/// <summary>CHECK: every attachment of the record whose network can be checked.</summary>
internal sealed class CheckCommand(CniRequest request, PluginSettings settings)
{
    internal void Run()
    {
        var state = new StateDirectory(settings.StateDirectory);
        state.Prepare();
        using var exclusive = state.Lock(request.ContainerId);
        var record = new RecordStore(state).Find(request.ContainerId) ?? throw new CniException(
            CniErrorCode.UnknownContainer, $"container {request.ContainerId} has no attachments on this node");
        var runtime = new NetworkRuntime(settings.Plugins, ChildLimits.In(settings.Budget.Check));
        for (var index = 0; index < record.Attachments.Count; index++)
        {
            Check(runtime, record, index);
        }
    }

    private void Check(NetworkRuntime runtime, AttachmentRecord record, int index)
    {
        var attachment = record.Attachments[index];
        if (!CniVersions.AtLeast(attachment.Config.CniVersion, "0.4.0") || UsesWhereabouts(attachment.Config))
        {
            return;
        }

        try
        {
            runtime.Check(attachment.Config, Delegation.Of(record, attachment, request.Netns), record.Progress[index].Result);
        }
        catch (Exception failure) when (failure is CniException or ContractException or IOException)
        {
            throw AttachmentFailure.Explain(attachment, failure);
        }
    }

    // whereabouts answers every CHECK with "not implemented", and CRI-O fails the pod on that.
    private static bool UsesWhereabouts(NetworkConfig network) =>
        network.Plugins.Any(plugin => plugin.IpamType == "whereabouts");
}
