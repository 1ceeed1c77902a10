using Ramus.Attachments.Settings;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Attachments.Plan;

/// <summary>
/// 'auxiliaryCNIChainName': additional plugins, installed beside the default network's file, that run after all
/// networks of a pod. They usually create no interface of their own.
/// </summary>
internal static class AuxiliaryChain
{
    private const string Key = "auxiliaryCNIChainName";

    /// <summary>The chain; null when none is configured or its directory has no plugins.</summary>
    /// <exception cref="CniException">
    /// The chain's directory cannot be determined, or a file in it is malformed.
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
                $"{Key} '{name}': 'clusterNetwork' must be a path, because the chain's directory is beside it");
        }

        var directory = Directory.Exists(cluster) ? cluster : Path.GetDirectoryName(cluster)!;
        try
        {
            return ConfDirectory.Chain(directory, name, settings.ListVersion) is { } chain
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
