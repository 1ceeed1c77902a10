using Ramus.Attachers.Calls;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;

namespace Ramus.Attachers.Flannel;

/// <summary>ADD of the plugin <c>flannel</c>.</summary>
internal static class FlannelAttach
{
    /// <summary>Calls the delegate with the node's subnets; a failure leaves nothing.</summary>
    public static CniResult Run(PluginRequest request, FlannelConfig config)
    {
        var composed = FlannelDelegate.Compose(request, config, SubnetFile.Read(config.SubnetFile));
        var call = FlannelDelegate.CallOf(request, composed, "ADD");
        using var undo = new UndoSteps();
        undo.Push(() => FlannelUndo.Run(request));
        FlannelDelegate.Save(config.DataDirectory, request.ContainerId, composed);
        var output = FlannelDelegate.Execute(request, call);
        var result = AttachmentResult.Read(output, request.CniVersion, call.Plugin.Type).Result;
        undo.Keep();
        return result;
    }
}
