using Ramus.Attachments.Plan;
using Ramus.Attachments.Record;
using Ramus.Attachments.Sandbox;
using Ramus.Attachments.Settings;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Linux.Processes;

namespace Ramus.Attachments.Check;

/// <summary>
/// STATUS: our state directory is writable, and the default network's plugins are installed and report ready.
/// </summary>
public sealed class NodeCheck(PluginSettings settings)
{
    /// <summary>Succeeds when this node can attach pods.</summary>
    /// <exception cref="CniException">
    /// The node cannot attach pods; code 50 unless a plugin reported its own code.
    /// </exception>
    /// <exception cref="ContractException">The configuration of the default network is invalid.</exception>
    public void Run()
    {
        try
        {
            new StateDirectory(settings.StateDirectory).Prepare();
        }
        catch (IOException failure)
        {
            throw new CniException(
                CniErrorCode.PluginNotAvailable, $"attachment records cannot be written: {failure.Message}");
        }

        if (!Readiness.IsReady(settings.ReadinessFile))
        {
            throw new CniException(
                CniErrorCode.PluginNotAvailable,
                $"the default network is not ready: its readiness file '{settings.ReadinessFile}' does not exist");
        }

        var network = DefaultNetworks.Of(settings).Resolve(podNamespace: null)[0].Config;
        try
        {
            settings.Execution.RequireInstalled(network);
        }
        catch (CniException failure)
        {
            throw new CniException(network.Hidden.Cover(new CniError(
                CniErrorCode.PluginNotAvailable,
                $"default network '{network.Name}': {failure.Message}",
                failure.Error.Details)));
        }

        new NetworkRuntime(settings.Execution, ChildLimits.In(settings.Budget.Status)).Status(network);
    }
}
