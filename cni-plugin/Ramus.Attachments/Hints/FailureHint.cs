using System.Text.Json;
using Ramus.Attachments.Record;
using Ramus.Attachments.Sandbox;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;

namespace Ramus.Attachments.Hints;

/// <summary>
/// What the user can do about a failed ADD, derived from the network's configuration and the state of the node and the
/// pod: a plugin's message is not read, because one message ("Link not found") has many causes. Every hint states a
/// fact that makes ADD fail, so no hint is better than a guess.
/// </summary>
/// <param name="delegates">How each plugin runs.</param>
/// <param name="store">The records of all containers.</param>
/// <param name="record">The record of the container.</param>
internal sealed class FailureHint(Delegates delegates, RecordStore store, AttachmentRecord record)
{
    /// <summary>The hint for a failed attachment whose ADD is not undone yet; null when no cause is known.</summary>
    public string? Find(Attachment attachment)
    {
        try
        {
            if (PodLinks.IsNamespaceGone(record.Netns))
            {
                return NamespaceGuard.SandboxEnded;
            }

            for (var index = 0; index < attachment.Config.Plugins.Count; index++)
            {
                if (Find(attachment, index) is { } hint)
                {
                    return hint;
                }
            }
        }
        catch (Exception failure) when (failure
            is IOException or UnauthorizedAccessException or ContractException or CniException)
        {
            // The state is unknown.
        }

        return null;
    }

    private string? Find(Attachment attachment, int index)
    {
        // The plugin's input, with the pod's device and arguments.
        var config = JsonElement.Parse(attachment.Config.PluginInput(index, null, null));
        var held = new HeldNetworks(store, record);
        return new InterfaceHints(delegates, held, record.Netns).Find(attachment, config)
            ?? DeviceHints.Find(attachment, config)
            ?? SharedMasterHints.Find(config, held)
            ?? BridgeHints.Find(config)
            ?? TuningHints.Find(attachment, config, record.Netns)
            ?? FirewallHints.Find(config)
            ?? new AddressHints(delegates, store, record).Find(attachment, attachment.Config.Plugins[index], config);
    }
}
