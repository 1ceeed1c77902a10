using System.Text.Json;
using Ramus.Attachments.Settings;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Attachments.Plan;

/// <summary>
/// The networks that a pod gets without requesting them: 'delegates', or 'clusterNetwork' and 'defaultNetworks' as in
/// Multus. The first one is the default network.
/// </summary>
public sealed class DefaultNetworks(PluginSettings settings, NetworkResolver networks)
{
    private const string What = "configuration of ramus";

    /// <summary>For commands that do not concern a pod.</summary>
    public static DefaultNetworks Of(PluginSettings settings) =>
        new(settings, new NetworkResolver(settings.RamusDirectory, new AgentClient(settings.AgentSocket)));

    /// <summary>The networks of a pod in <paramref name="podNamespace"/>; if null, only the default network.</summary>
    /// <exception cref="CniException">A network cannot be found.</exception>
    public IReadOnlyList<DefaultNetwork> Resolve(string? podNamespace)
    {
        if (settings.ClusterNetwork is not { } cluster)
        {
            return ReadDelegates();
        }

        var resolved = new List<DefaultNetwork> { Find("clusterNetwork", cluster) };
        if (podNamespace is not null && !settings.SystemNamespaces.Contains(podNamespace))
        {
            resolved.AddRange(settings.DefaultNetworks.Select(name => Find("defaultNetworks", name)));
        }

        return resolved;
    }

    private List<DefaultNetwork> ReadDelegates()
    {
        if (settings.Delegates is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() == 0)
        {
            throw new ContractException(
                $"{What}: 'delegates' is missing: it must contain the default network's configuration first "
                + "(or 'clusterNetwork' must name it)");
        }

        var delegates = new List<DefaultNetwork>(list.GetArrayLength());
        foreach (var element in list.EnumerateArray())
        {
            var origin = $"delegate {delegates.Count}";
            var network = Usable(NetworkConfig.FromElement(element, $"{origin} of the {What}"), origin);
            delegates.Add(new DefaultNetwork(network.Name, network));
        }

        return delegates;
    }

    private NetworkConfig Usable(NetworkConfig network, string origin)
    {
        if (network.Name.Length == 0)
        {
            throw new ContractException($"{What}: {origin} has no network name: add a 'name'");
        }

        return WrapperPlugins.In(network) is { } type
            ? throw new ContractException(
                $"{What}: {origin} has type '{type}': a meta plugin cannot be its own delegate")
            : network.WithVersion(settings.ListVersion);
    }

    private DefaultNetwork Find(string key, string value)
    {
        try
        {
            return value.Contains('/') ? FromPath(value) : FromName(value);
        }
        catch (ContractException failure)
        {
            throw new CniException(
                CniErrorCode.InvalidNetworkConfig, $"{key} '{value}': {failure.Message}", inner: failure);
        }
        catch (CniException failure)
        {
            throw new CniException(failure.Error with { Message = $"{key} '{value}': {failure.Message}" }, failure);
        }
    }

    private DefaultNetwork FromPath(string path)
    {
        var network = Directory.Exists(path)
            ? ConfDirectory.First(path) ?? throw new ContractException("the directory contains no configuration")
            : ConfDirectory.Load(path);
        return new DefaultNetwork(network.Name, Usable(network, path));
    }

    // A NetworkAttachmentDefinition in the system namespace takes precedence over a file in the configuration
    // directory.
    private DefaultNetwork FromName(string name)
    {
        var key = new NetworkKey(settings.SystemNamespace, name);
        try
        {
            return new DefaultNetwork(key.ToString(), networks.Resolve(key).WithVersion(settings.ListVersion));
        }
        catch (Exception failure) when (failure is CniException or ContractException)
        {
            if (ConfDirectory.Find(settings.ConfDirectory, name) is { } network)
            {
                return new DefaultNetwork(network.Name, Usable(network, settings.ConfDirectory));
            }

            throw;
        }
    }
}
