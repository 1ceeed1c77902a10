using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;

namespace Ramus.Attachers.Chained.Tuning;

/// <summary>The plugin <c>tuning</c>: kernel settings of the pod, and settings of its interface.</summary>
internal sealed class TuningPlugin : IBuiltInPlugin
{
    /// <inheritdoc/>
    public string Type => "tuning";

    /// <inheritdoc/>
    public PluginEffect Effect => PluginEffect.Files;

    /// <inheritdoc/>
    public string? WhyUnknown(JsonElement config) => TuningConfig.WhyUnknown(config);

    /// <inheritdoc/>
    public CniResult Add(PluginRequest request) => TuningAttach.Run(request, TuningConfig.Read(request));

    /// <inheritdoc/>
    public void Check(PluginRequest request) => TuningCheck.Run(request, TuningConfig.Read(request));

    /// <inheritdoc/>
    public void Delete(PluginRequest request) => TuningUndo.Run(request);

    /// <inheritdoc/>
    public LinkUse AtDelete(PluginRequest request) => LinkUse.NotNeeded;

    /// <inheritdoc/>
    public void Status(PluginRequest request)
    {
    }
}
