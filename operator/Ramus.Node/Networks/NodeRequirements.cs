using Ramus.Contract.Cni;

namespace Ramus.Node.Networks;

/// <summary>What a network needs of the node that it is run on.</summary>
/// <param name="Plugins">Programs: the plugins of the chain, and the address managers that they call.</param>
/// <param name="Masters">Interfaces that further ones are made on top of.</param>
internal sealed record NodeRequirements(IReadOnlyList<string> Plugins, IReadOnlyList<string> Masters)
{
    public static NodeRequirements Of(NetworkConfig network) => new(
        [.. network.Plugins.SelectMany(plugin => (string?[])[plugin.Type, plugin.IpamType]).OfType<string>()
            .Distinct(StringComparer.Ordinal)],
        [.. network.Plugins.Select(plugin => plugin.Master).OfType<string>().Distinct(StringComparer.Ordinal)]);
}
