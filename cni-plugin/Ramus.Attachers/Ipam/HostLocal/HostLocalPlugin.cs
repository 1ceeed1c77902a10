using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;

namespace Ramus.Attachers.Ipam.HostLocal;

/// <summary>The IPAM plugin <c>host-local</c>: leases in files of the node.</summary>
internal sealed class HostLocalPlugin : IBuiltInPlugin
{
    /// <inheritdoc/>
    public string Type => "host-local";

    /// <inheritdoc/>
    public PluginEffect Effect => PluginEffect.Files;

    /// <inheritdoc/>
    public string? WhyUnknown(JsonElement config) => HostLocalConfig.WhyUnknown(config);

    /// <inheritdoc/>
    public CniResult Add(PluginRequest request)
    {
        var config = HostLocalConfig.Read(request);
        var dns = config.ResolvConf is { } file ? ResolvConf.Read(file) : ResultDns.Empty;
        using var store = LeaseStore.Open(config.Directory, request.Call.Limits.TimeLeft);
        return new CniResult
        {
            CniVersion = CniVersions.Newest,
            Ips = new Allocation(request, config, store).Run(),
            Routes = config.Routes,
            Dns = dns,
        };
    }

    /// <inheritdoc/>
    public void Check(PluginRequest request)
    {
        var config = HostLocalConfig.Read(request);
        using var store = LeaseStore.OpenExisting(config.Directory, request.Call.Limits.TimeLeft);
        if (store is null || store.Find(store.Files(), request.ContainerId, request.IfName).Count == 0)
        {
            throw PluginFailure.Of($"host-local: Failed to find address added by container {request.ContainerId}");
        }
    }

    /// <inheritdoc/>
    public void Delete(PluginRequest request)
    {
        var config = HostLocalConfig.Read(request);
        using var store = LeaseStore.OpenExisting(config.Directory, request.Call.Limits.TimeLeft);
        foreach (var file in store?.Find(store.Files(), request.ContainerId, request.IfName) ?? [])
        {
            store!.Release(file);
        }
    }

    /// <inheritdoc/>
    public LinkUse AtDelete(PluginRequest request) => LinkUse.NotNeeded;

    /// <inheritdoc/>
    public void Status(PluginRequest request)
    {
    }
}
