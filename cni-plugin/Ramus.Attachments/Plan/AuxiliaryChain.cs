using Ramus.Attachments.Settings;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Attachments.Plan;

/// <summary>
/// 'auxiliaryCNIChainName': plugins of whoever puts them beside the default network's file, called after all networks
/// of a pod. They make no interface of their own.
/// </summary>
internal static class AuxiliaryChain
{
    private const string Key = "auxiliaryCNIChainName";

    /// <summary>The chain; null when none is configured or nobody put a plugin there.</summary>
    /// <exception cref="CniException">
    /// There is no directory that it could be in, or what is in it is malformed.
    /// </exception>
    internal static DefaultNetwork? Find(PluginSettings settings)
    {
        if (settings.AuxiliaryChain is not { } name)
        {
            return null;
        }

        if (settings.ClusterNetwork is not { } cluster || !cluster.Contains('/'))
        {
            throw new CniException(
                CniErrorCode.InvalidNetworkConfig,
                $"{Key} '{name}': 'clusterNetwork' must be a path, because the chain is a directory beside it");
        }

        var directory = Directory.Exists(cluster) ? cluster : Path.GetDirectoryName(cluster)!;
        try
        {
            return ConfDirectory.Chain(directory, name, settings.CniVersion) is { } chain
                ? new DefaultNetwork(name, chain)
                : null;
        }
        catch (ContractException failure)
        {
            throw new CniException(
                CniErrorCode.InvalidNetworkConfig, $"{Key} '{name}': {failure.Message}", inner: failure);
        }
    }
}
