using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Attachers.Ipam;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;

namespace Ramus.Attachers.Links.Dummy;

/// <summary>The plugin <c>dummy</c>: an interface that drops what is sent through it.</summary>
internal sealed class DummyPlugin : IBuiltInPlugin
{
    /// <inheritdoc/>
    public string Type => "dummy";

    /// <inheritdoc/>
    public string? WhyUnknown(JsonElement config) => DummyConfig.WhyUnknown(config);

    /// <inheritdoc/>
    public CniResult Add(PluginRequest request) => DummyAttach.Run(request, DummyConfig.Read(request));

    /// <inheritdoc/>
    public void Check(PluginRequest request)
    {
        _ = DummyConfig.Read(request);
        DummyCheck.Run(request);
    }

    /// <inheritdoc/>
    public void Delete(PluginRequest request) => LinkUndo.Run(request);

    /// <inheritdoc/>
    public LinkUse AtDelete(PluginRequest request) => LinkUndo.AtDelete(request);

    /// <inheritdoc/>
    public void Status(PluginRequest request) => IpamCall.Status(request);
}
