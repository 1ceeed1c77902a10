using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;

namespace Ramus.Attachers.Links.Loopback;

/// <summary>The plugin <c>loopback</c>.</summary>
internal sealed class LoopbackPlugin : IBuiltInPlugin
{
    /// <inheritdoc/>
    public string Type => "loopback";

    /// <inheritdoc/>
    public string? WhyUnknown(JsonElement config) => LoopbackConfig.WhyUnknown(config);

    /// <inheritdoc/>
    public CniResult Add(PluginRequest request) => LoopbackAttach.Run(request);

    /// <inheritdoc/>
    public void Check(PluginRequest request) => LoopbackCheck.Run(request);

    /// <inheritdoc/>
    public void Delete(PluginRequest request) => LoopbackUndo.Run(request);

    /// <inheritdoc/>
    public LinkUse AtDelete(PluginRequest request) => LinkUse.Needed;

    /// <inheritdoc/>
    public void Status(PluginRequest request)
    {
    }
}
