using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Attachers.Ipam;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;

namespace Ramus.Attachers.Links.Macvlan;

/// <summary>
/// The plugin <c>macvlan</c>: an interface with its own hardware address on an interface of the node.
/// </summary>
internal sealed class MacvlanPlugin : IBuiltInPlugin
{
    /// <inheritdoc/>
    public string Type => "macvlan";

    /// <inheritdoc/>
    public string? WhyUnknown(JsonElement config) => MacvlanConfig.WhyUnknown(config);

    /// <inheritdoc/>
    public CniResult Add(PluginRequest request) => MacvlanAttach.Run(request, MacvlanConfig.Read(request));

    /// <inheritdoc/>
    public void Check(PluginRequest request) => MacvlanCheck.Run(request, MacvlanConfig.Read(request));

    /// <inheritdoc/>
    public void Delete(PluginRequest request) => LinkUndo.Run(request);

    /// <inheritdoc/>
    public LinkUse AtDelete(PluginRequest request) => LinkUndo.AtDelete(request);

    /// <inheritdoc/>
    public void Status(PluginRequest request) => IpamCall.Status(request);
}
