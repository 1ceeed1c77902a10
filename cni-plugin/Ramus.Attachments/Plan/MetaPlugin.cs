using Ramus.Contract.Cni;

namespace Ramus.Attachments.Plan;

/// <summary>The plugins that run other plugins' networks: Multus, and this program.</summary>
internal static class MetaPlugin
{
    /// <summary>The first plugin of <paramref name="network"/> that is one; null when none is.</summary>
    internal static string? In(NetworkConfig network) =>
        network.Plugins.FirstOrDefault(plugin => plugin.Type is "ramus" or "multus" or "multus-shim")?.Type;
}
