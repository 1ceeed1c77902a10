using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Contract.Network;

/// <summary>Turns a NetworkAttachmentDefinition into the configuration that a node runs.</summary>
public static class NetworkRenderer
{
    /// <param name="nad">The network.</param>
    /// <param name="files">
    /// Gives the configuration file of the node whose JSON name is this, or null; asked when the network has no config.
    /// </param>
    /// <param name="node">Gives its variables their values; null when there is no node.</param>
    public static NetworkConfig Render(
        NetworkAttachmentDefinition nad, Func<string, ReadOnlyMemory<byte>?> files, NodeFacts? node = null)
    {
        if (!nad.Key.IsValid)
        {
            throw new ContractException(
                $"network {Quote.Short(nad.Key.ToString())}: namespace and name must be DNS-1123 names");
        }

        var (config, what) = Source(nad, files);
        if (nad.IsRenderedPerNode && node is not null)
        {
            config = NodeVariables.Resolve(GoJson.Parse(config, what), node, what);
        }

        var read = NetworkConfig.Parse(config, what, nad.Name);
        if (!CniVersions.IsSupported(read.CniVersion))
        {
            throw new ContractException(
                $"key 'cniVersion' of {what}: {read.CniVersion} is not supported; "
                + $"supported are {string.Join(", ", CniVersions.Supported)}");
        }

        return read.Rendered(nad.ResourceName, nad.Uid, nad.Generation);
    }

    private static (ReadOnlyMemory<byte> Config, string What) Source(
        NetworkAttachmentDefinition nad, Func<string, ReadOnlyMemory<byte>?> files)
    {
        if (!string.IsNullOrWhiteSpace(nad.Config))
        {
            var what = $"network {nad.Key}: spec.config";
            NetworkConfig.RequireSize(nad.Config, what);
            return (Utf8Text.Bytes(nad.Config, what), what);
        }

        return files(nad.Name) is { } file
            ? (file, $"network {nad.Key}: file of the node named {nad.Name}")
            : throw new ContractException(
                $"network {nad.Key}: spec.config is empty and the node has no configuration file whose name is "
                + $"\"{nad.Name}\"; fill in spec.config");
    }
}
