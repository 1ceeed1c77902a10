using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;

namespace Ramus.Attachers.Chained.Portmap;

/// <summary>
/// The plugin <c>portmap</c> for pods without host ports, where the program only passes its input on. Host ports need
/// packet rules, which the program makes.
/// </summary>
internal sealed class PortmapPlugin : IBuiltInPlugin
{
    /// <inheritdoc/>
    public string Type => "portmap";

    /// <inheritdoc/>
    public string? WhyUnknown(JsonElement config) => PortmapConfig.WhyUnknown(config);

    /// <inheritdoc/>
    public CniResult Add(PluginRequest request) => request.RequirePreviousResult();

    /// <inheritdoc/>
    public void Check(PluginRequest request) => _ = request.RequirePreviousResult();

    /// <inheritdoc/>
    public void Delete(PluginRequest request)
    {
        // ADD made nothing: DEL gets the same host ports, from the record.
    }

    /// <inheritdoc/>
    public LinkUse AtDelete(PluginRequest request) => LinkUse.NotNeeded;

    /// <inheritdoc/>
    public void Status(PluginRequest request)
    {
    }
}
