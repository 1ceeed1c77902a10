using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;

namespace Ramus.Attachers.Chained.Sbr;

/// <summary>The plugin <c>sbr</c>: packets from an interface's addresses leave through the interface.</summary>
internal sealed class SbrPlugin : IBuiltInPlugin
{
    /// <inheritdoc/>
    public string Type => "sbr";

    /// <inheritdoc/>
    public string? WhyUnknown(JsonElement config) => SbrConfig.WhyUnknown(config);

    /// <inheritdoc/>
    public CniResult Add(PluginRequest request) => SbrAttach.Run(request, SbrConfig.Read(request));

    /// <inheritdoc/>
    public void Check(PluginRequest request)
    {
        // The program checks nothing, either.
    }

    /// <inheritdoc/>
    public void Delete(PluginRequest request) => SbrUndo.Run(request, SbrConfig.Read(request));

    /// <inheritdoc/>
    public LinkUse AtDelete(PluginRequest request) => SbrUndo.AtDelete(request);

    /// <inheritdoc/>
    public void Status(PluginRequest request)
    {
    }
}
