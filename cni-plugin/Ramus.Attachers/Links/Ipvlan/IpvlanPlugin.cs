using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Attachers.Ipam;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;

namespace Ramus.Attachers.Links.Ipvlan;

/// <summary>The plugin <c>ipvlan</c>: an interface with the hardware address of another one.</summary>
internal sealed class IpvlanPlugin : IBuiltInPlugin
{
    /// <inheritdoc/>
    public string Type => "ipvlan";

    /// <inheritdoc/>
    public string? WhyUnknown(JsonElement config) => IpvlanConfig.WhyUnknown(config);

    /// <inheritdoc/>
    public CniResult Add(PluginRequest request) => IpvlanAttach.Run(request, IpvlanConfig.Read(request));

    /// <inheritdoc/>
    public void Check(PluginRequest request) => IpvlanCheck.Run(request, IpvlanConfig.Read(request));

    /// <inheritdoc/>
    public void Delete(PluginRequest request) => LinkUndo.Run(request);

    /// <inheritdoc/>
    public LinkUse AtDelete(PluginRequest request) => LinkUndo.AtDelete(request);

    /// <inheritdoc/>
    public void Status(PluginRequest request) => IpamCall.Status(request);
}
