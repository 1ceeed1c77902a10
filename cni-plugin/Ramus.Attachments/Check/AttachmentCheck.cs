using Ramus.Attachments.Failures;
using Ramus.Attachments.Plan;
using Ramus.Attachments.Record;
using Ramus.Attachments.Sandbox;
using Ramus.Attachments.Settings;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Processes;

namespace Ramus.Attachments.Check;

/// <summary>CHECK: verifies every recorded attachment whose network supports CHECK.</summary>
public sealed class AttachmentCheck(PluginSettings settings, SandboxRequest request)
{
    /// <summary>Runs CHECK of all attachments' plugins.</summary>
    /// <exception cref="CniException">
    /// An attachment differs from its state after ADD, or (code 3) the container has no record.
    /// </exception>
    /// <exception cref="ContractException">The record cannot be read.</exception>
    public void Run()
    {
        var state = new StateDirectory(settings.StateDirectory);
        state.Prepare();
        using var exclusive = state.Lock(request.ContainerId);
        var record = new RecordStore(state).Find(request.ContainerId) ?? throw new CniException(
            CniErrorCode.UnknownContainer, $"container {request.ContainerId} has no attachments on this node");
        var runtime = new NetworkRuntime(settings.Execution, ChildLimits.In(settings.Budget.Check));
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
            var parameters = DelegateParameters.Of(record, attachment, request.Netns);
            runtime.Check(attachment.Config, parameters, record.Progress[index].Result);
        }
        catch (Exception failure) when (failure is CniException or ContractException or IOException)
        {
            throw AttachmentFailure.Explain(attachment, failure);
        }
    }

    // whereabouts answers every CHECK with "not implemented", which makes CRI-O fail the pod.
    private static bool UsesWhereabouts(NetworkConfig network) =>
        network.Plugins.Any(plugin => plugin.IpamType == "whereabouts");
}
