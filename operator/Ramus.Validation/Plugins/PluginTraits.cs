using Ramus.Contract.Cni;

namespace Ramus.Validation.Plugins;

/// <summary>Properties of a plugin that the rules for all plugins need.</summary>
internal sealed record PluginTraits(string Type, PluginRole Role, IpamNeed Ipam)
{
    /// <summary>Capabilities that the plugin itself supports.</summary>
    public IReadOnlySet<string> Capabilities { get; init; } = new HashSet<string>();

    /// <summary>The lowest CNI version that the plugin supports.</summary>
    public string LowestVersion { get; init; } = "0.1.0";

    /// <summary>Whether the plugin uses the pod's device in <c>deviceID</c>.</summary>
    public bool UsesDevice { get; } = DevicePlugins.UseOf(Type) != DeviceUse.None;

    /// <summary>Whether the plugin fails without a device.</summary>
    public bool NeedsDevice { get; } = DevicePlugins.UseOf(Type) == DeviceUse.Required;

    /// <summary>A resource of a device plugin for such devices, for messages.</summary>
    public string ExampleResource { get; init; } = "intel.com/sriov";

    /// <summary>The key that names an interface of the node, for example <c>master</c>.</summary>
    public string? MasterKey { get; init; }
}
