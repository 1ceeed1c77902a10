using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;

namespace Ramus.Attachers.Chained.Bandwidth;

/// <summary>The plugin <c>bandwidth</c>: limits the rates of a pair of interfaces.</summary>
internal sealed class BandwidthPlugin : IBuiltInPlugin
{
    /// <inheritdoc/>
    public string Type => "bandwidth";

    /// <inheritdoc/>
    public string OldestVersion => "0.3.0";

    /// <inheritdoc/>
    public string? WhyUnknown(JsonElement config) => BandwidthConfig.WhyUnknown(config);

    /// <inheritdoc/>
    public CniResult Add(PluginRequest request) => BandwidthAttach.Run(request, BandwidthConfig.Read(request));

    /// <inheritdoc/>
    public void Check(PluginRequest request) => BandwidthCheck.Run(request, BandwidthConfig.Read(request));

    /// <inheritdoc/>
    public void Delete(PluginRequest request) => BandwidthUndo.Run(request);

    /// <inheritdoc/>
    public LinkUse AtDelete(PluginRequest request) => LinkUse.NotNeeded;

    /// <inheritdoc/>
    public void Status(PluginRequest request)
    {
    }
}
