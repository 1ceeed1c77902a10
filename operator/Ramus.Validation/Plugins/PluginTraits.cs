namespace Ramus.Validation.Plugins;

/// <summary>What the rules over all plugins have to know of one.</summary>
internal sealed record PluginTraits(string Type, PluginRole Role, IpamNeed Ipam)
{
    /// <summary>Capabilities that the plugin itself honours.</summary>
    public IReadOnlySet<string> Capabilities { get; init; } = new HashSet<string>();

    /// <summary>The lowest CNI version that it speaks.</summary>
    public string LowestVersion { get; init; } = "0.1.0";

    /// <summary>Whether a device of the pod reaches it in <c>deviceID</c>.</summary>
    public bool UsesDevice { get; init; }

    /// <summary>Whether it fails without one.</summary>
    public bool NeedsDevice { get; init; }

    /// <summary>The key that names an interface of the node, for example <c>master</c>.</summary>
    public string? MasterKey { get; init; }
}
