using Ramus.Attachments.Sandbox;
using Ramus.Cni.PluginSide;

namespace Ramus.Plugin.Commands;

/// <summary>Converts a CNI request for the attachment engine.</summary>
internal static class RequestSandbox
{
    internal static SandboxRequest Sandbox(this CniRequest request) => new()
    {
        ContainerId = request.ContainerId,
        Netns = request.Netns,
        DefaultInterface = request.IfName,
        Args = request.Args,
        CniVersion = request.CniVersion,
    };
}
