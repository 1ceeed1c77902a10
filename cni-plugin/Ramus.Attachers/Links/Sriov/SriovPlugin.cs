using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Attachers.Ipam;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;

namespace Ramus.Attachers.Links.Sriov;

/// <summary>The plugin <c>sriov</c>: a virtual function of a card, which the pod has as long as it exists.</summary>
internal sealed class SriovPlugin : IBuiltInPlugin
{
    /// <inheritdoc/>
    public string Type => "sriov";

    /// <inheritdoc/>
    public PluginEffect Effect => PluginEffect.Files;

    /// <inheritdoc/>
    public string? WhyUnknown(JsonElement config) => SriovConfig.WhyUnknown(config);

    /// <inheritdoc/>
    public CniResult Add(PluginRequest request) => SriovAttach.Run(request, SriovConfig.Read(request));

    /// <inheritdoc/>
    public void Check(PluginRequest request) => SriovCheck.Run(request);

    /// <inheritdoc/>
    public void Delete(PluginRequest request) => SriovUndo.Run(request);

    /// <inheritdoc/>
    public LinkUse AtDelete(PluginRequest request) => LinkUse.Needed;

    /// <inheritdoc/>
    public void Status(PluginRequest request) => IpamCall.Status(request);
}
