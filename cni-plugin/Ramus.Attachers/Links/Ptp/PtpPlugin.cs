using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Attachers.Ipam;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;

namespace Ramus.Attachers.Links.Ptp;

/// <summary>The plugin <c>ptp</c>: a pair of interfaces between the pod and the node.</summary>
internal sealed class PtpPlugin : IBuiltInPlugin
{
    /// <inheritdoc/>
    public string Type => "ptp";

    /// <inheritdoc/>
    public string? WhyUnknown(JsonElement config) => PtpConfig.WhyUnknown(config);

    /// <inheritdoc/>
    public CniResult Add(PluginRequest request) => PtpAttach.Run(request, PtpConfig.Read(request));

    /// <inheritdoc/>
    public void Check(PluginRequest request)
    {
        _ = PtpConfig.Read(request);
        PtpCheck.Run(request);
    }

    /// <inheritdoc/>
    public void Delete(PluginRequest request) => LinkUndo.Run(request);

    /// <inheritdoc/>
    public LinkUse AtDelete(PluginRequest request) => LinkUndo.AtDelete(request);

    /// <inheritdoc/>
    public void Status(PluginRequest request) => IpamCall.Status(request);
}
