using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Contract.Network;

/// <summary>Renders a NetworkAttachmentDefinition to the configuration that a node runs.</summary>
public static class NetworkRenderer
{
    /// <param name="nad">The network.</param>
    /// <param name="files">
    /// Finds the node's configuration file by the name in its JSON, or null; called when the network has no config.
    /// </param>
    /// <param name="node">The node's values for the variables; null when there is no node.</param>
    public static NetworkConfig Render(
        NetworkAttachmentDefinition nad, Func<string, ReadOnlyMemory<byte>?> files, NodeFacts? node = null)
    {
        if (!nad.Key.IsValid)
        {
            throw new ContractException(
                $"network {Quote.Short(nad.Key.ToString())}: namespace and name must be valid DNS-1123 names");
        }

        var (config, what) = Source(nad, files);
        if (!nad.IsRenderedPerNode || node is null)
        {
            return Read(nad, config, what, HiddenValues.None);
        }

        var resolved = NodeVariables.Resolve(GoJson.Parse(config, what), node, what);
        try
        {
            return Read(nad, resolved.Config, what, resolved.Hidden);
        }
        catch (ContractException failure) when (!resolved.Hidden.IsEmpty)
        {
            // Without the failure itself: its message has the values.
            var message = resolved.Hidden.Cover(failure.Message);
            throw new ContractException(
                message.Contains(what, StringComparison.Ordinal) ? message : $"{what}: {message}");
        }
    }

    private static NetworkConfig Read(
        NetworkAttachmentDefinition nad, ReadOnlyMemory<byte> config, string what, HiddenValues hidden)
    {
        var read = NetworkConfig.Parse(config, what, nad.Name);
        if (!CniVersions.IsSupported(read.CniVersion))
        {
            throw new ContractException(
                $"key 'cniVersion' of {what}: {read.CniVersion} is not supported; "
                + $"supported versions: {string.Join(", ", CniVersions.Supported)}");
        }

        return read.Rendered(nad.ResourceName, nad.Uid, nad.Generation, hidden);
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
            ? (file, $"network {nad.Key}: the node's configuration file \"{nad.Name}\"")
            : throw new ContractException(
                $"network {nad.Key}: spec.config is empty and the node has no configuration file with the name "
                + $"\"{nad.Name}\"; fill in spec.config");
    }
}
