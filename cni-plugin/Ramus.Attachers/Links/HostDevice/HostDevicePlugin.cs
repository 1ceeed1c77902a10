using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Attachers.Ipam;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;

namespace Ramus.Attachers.Links.HostDevice;

/// <summary>The plugin <c>host-device</c>: a device of the node that is in the pod as long as the pod exists.</summary>
internal sealed class HostDevicePlugin : IBuiltInPlugin
{
    /// <inheritdoc/>
    public string Type => "host-device";

    /// <inheritdoc/>
    public string? WhyUnknown(JsonElement config) => HostDeviceConfig.WhyUnknown(config);

    /// <inheritdoc/>
    public CniResult Add(PluginRequest request) => HostDeviceAttach.Run(request, HostDeviceConfig.Read(request));

    /// <inheritdoc/>
    public void Check(PluginRequest request) => HostDeviceCheck.Run(request, HostDeviceConfig.Read(request));

    /// <inheritdoc/>
    public void Delete(PluginRequest request) => HostDeviceUndo.Run(request);

    /// <inheritdoc/>
    public LinkUse AtDelete(PluginRequest request) => LinkUse.Needed;

    /// <inheritdoc/>
    public void Status(PluginRequest request) => IpamCall.Status(request);
}
