using System.Text.Json;
using Ramus.Attachers.Addresses;
using Ramus.Attachers.Calls;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;

namespace Ramus.Attachers.Ipam.Static;

/// <summary>The IPAM plugin <c>static</c>. It allocates nothing, so there is nothing to undo.</summary>
internal sealed class StaticPlugin : IBuiltInPlugin
{
    /// <inheritdoc/>
    public string Type => "static";

    /// <inheritdoc/>
    public string? WhyUnknown(JsonElement config) => StaticConfig.WhyUnknown(config);

    /// <inheritdoc/>
    public CniResult Add(PluginRequest request)
    {
        var config = StaticConfig.Read(request);
        return new CniResult
        {
            CniVersion = CniVersions.Newest,
            Ips = [.. config.Addresses.Select(address =>
                new ResultAddress(address.Prefix.ToString()) { Gateway = address.Gateway?.ToString() })],
            Routes = config.Routes,
            Dns = config.Dns,
        };
    }

    /// <inheritdoc/>
    public void Check(PluginRequest request)
    {
        var config = StaticConfig.Read(request);
        var result = request.RequirePreviousResult();
        foreach (var expected in config.Addresses)
        {
            var found = result.Ips.FirstOrDefault(ip => IpPrefix.Parse(ip.Address).Address == expected.Prefix.Address);
            if (found is not null && expected.Gateway is { } gateway && found.Gateway != gateway.ToString())
            {
                throw PluginFailure.Of($"static: address {found.Address} has the gateway '{found.Gateway}' in "
                    + $"prevResult, but '{gateway}' in the configuration");
            }
        }
    }

    /// <inheritdoc/>
    public void Delete(PluginRequest request)
    {
    }

    /// <inheritdoc/>
    public LinkUse AtDelete(PluginRequest request) => LinkUse.NotNeeded;

    /// <inheritdoc/>
    public void Status(PluginRequest request)
    {
    }
}
