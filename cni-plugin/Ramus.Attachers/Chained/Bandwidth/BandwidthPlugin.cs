using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;

namespace Ramus.Attachers.Chained.Bandwidth;

/// <summary>
/// The plugin <c>bandwidth</c> for pods without limits, where the program only passes its input on. Limits need
/// queues, which the program makes.
/// </summary>
internal sealed class BandwidthPlugin : IBuiltInPlugin
{
    /// <inheritdoc/>
    public string Type => "bandwidth";

    /// <inheritdoc/>
    public string OldestVersion => "0.3.0";

    /// <inheritdoc/>
    public string? WhyUnknown(JsonElement config) => BandwidthConfig.WhyUnknown(config);

    /// <inheritdoc/>
    public CniResult Add(PluginRequest request) => request.RequirePreviousResult();

    /// <inheritdoc/>
    public void Check(PluginRequest request) => _ = request.RequirePreviousResult();

    /// <inheritdoc/>
    public void Delete(PluginRequest request)
    {
        // ADD made nothing: DEL gets the same limits, from the record.
    }

    /// <inheritdoc/>
    public LinkUse AtDelete(PluginRequest request) => LinkUse.NotNeeded;

    /// <inheritdoc/>
    public void Status(PluginRequest request)
    {
    }
}
