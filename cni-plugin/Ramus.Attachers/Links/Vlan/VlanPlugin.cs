using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Attachers.Ipam;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;

namespace Ramus.Attachers.Links.Vlan;

/// <summary>The plugin <c>vlan</c>: an interface for the packets of another interface that have a tag.</summary>
internal sealed class VlanPlugin : IBuiltInPlugin
{
    /// <inheritdoc/>
    public string Type => "vlan";

    /// <inheritdoc/>
    public string? WhyUnknown(JsonElement config) => VlanConfig.WhyUnknown(config);

    /// <inheritdoc/>
    public CniResult Add(PluginRequest request) => VlanAttach.Run(request, VlanConfig.Read(request));

    /// <inheritdoc/>
    public void Check(PluginRequest request) => VlanCheck.Run(request, VlanConfig.Read(request));

    /// <inheritdoc/>
    public void Delete(PluginRequest request) => LinkUndo.Run(request);

    /// <inheritdoc/>
    public LinkUse AtDelete(PluginRequest request) => LinkUndo.AtDelete(request);

    /// <inheritdoc/>
    public void Status(PluginRequest request) => IpamCall.Status(request);
}
