using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;

namespace Ramus.Attachers.Chained.Vrf;

/// <summary>The plugin <c>vrf</c>: puts an interface of the pod into a routing domain of its own.</summary>
internal sealed class VrfPlugin : IBuiltInPlugin
{
    /// <inheritdoc/>
    public string Type => "vrf";

    /// <inheritdoc/>
    public string OldestVersion => "0.3.1";

    /// <inheritdoc/>
    public string? WhyUnknown(JsonElement config) => VrfConfig.WhyUnknown(config);

    /// <inheritdoc/>
    public CniResult Add(PluginRequest request) => VrfAttach.Run(request, VrfConfig.Read(request));

    /// <inheritdoc/>
    public void Check(PluginRequest request) => VrfCheck.Run(request, VrfConfig.Read(request));

    /// <inheritdoc/>
    public void Delete(PluginRequest request) => VrfUndo.Run(request);

    /// <inheritdoc/>
    public LinkUse AtDelete(PluginRequest request) => LinkUse.NotNeeded;

    /// <inheritdoc/>
    public void Status(PluginRequest request)
    {
    }
}
