using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;

namespace Ramus.Attachers.Flannel;

/// <summary>The plugin <c>flannel</c>: a bridge with the subnets that the flannel daemon gave to the node.</summary>
internal sealed class FlannelPlugin : IBuiltInPlugin
{
    /// <inheritdoc/>
    public string Type => "flannel";

    /// <inheritdoc/>
    public PluginEffect Effect => PluginEffect.Files;

    /// <inheritdoc/>
    public string? WhyUnknown(JsonElement config) => FlannelConfig.WhyUnknown(config);

    /// <inheritdoc/>
    public CniResult Add(PluginRequest request) => FlannelAttach.Run(request, FlannelConfig.Read(request));

    /// <inheritdoc/>
    public void Check(PluginRequest request)
    {
        // The program checks nothing, either.
    }

    /// <inheritdoc/>
    public void Delete(PluginRequest request) => FlannelUndo.Run(request);

    /// <inheritdoc/>
    public LinkUse AtDelete(PluginRequest request) => FlannelUndo.AtDelete(request);

    /// <inheritdoc/>
    public void Status(PluginRequest request)
    {
    }
}
