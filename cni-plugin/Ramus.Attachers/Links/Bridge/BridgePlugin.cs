using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Attachers.Ipam;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;

namespace Ramus.Attachers.Links.Bridge;

/// <summary>The plugin <c>bridge</c>: a pair of interfaces between the pod and a bridge of the node.</summary>
internal sealed class BridgePlugin : IBuiltInPlugin
{
    /// <inheritdoc/>
    public string Type => "bridge";

    /// <inheritdoc/>
    public string? WhyUnknown(JsonElement config) => BridgeConfig.WhyUnknown(config);

    /// <inheritdoc/>
    public CniResult Add(PluginRequest request) => new BridgeAttach(request, BridgeConfig.Read(request)).Run();

    /// <inheritdoc/>
    public void Check(PluginRequest request) => BridgeCheck.Run(request, BridgeConfig.Read(request));

    /// <inheritdoc/>
    public void Delete(PluginRequest request) => LinkUndo.RemoveFirst(request);

    /// <inheritdoc/>
    public LinkUse AtDelete(PluginRequest request) => LinkUse.Removed;

    /// <inheritdoc/>
    public void Status(PluginRequest request) => IpamCall.Status(request);
}
