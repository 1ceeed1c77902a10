using Ramus.Attachments.Plan;
using Ramus.Attachments.Sandbox;
using Ramus.Attachments.Settings;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;

namespace Ramus.Attachments.Record;

/// <summary>
/// Replaces the record of a container without one: a pod older than Ramus, or a pod that must not be recorded.
/// </summary>
public static class ConfiguredRecord
{
    /// <summary>The networks that the runtime's configuration gives every pod, each marked as started.</summary>
    /// <exception cref="CniException">A default network cannot be found.</exception>
    /// <exception cref="ContractException">The configuration of a default network is invalid.</exception>
    public static AttachmentRecord Of(SandboxRequest request, PluginSettings settings)
    {
        var attachments = DefaultNetworks.Of(settings).Resolve(podNamespace: null)
            .Select((network, index) => index == 0
                ? network.ToAttachment(request.DefaultInterface, settings.RuntimeConfig)
                : network.ToAttachment($"net{index}", null))
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
