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
/// STATUS: our own state is writable, the default network's plugins are there, and it says that it is ready.
/// </summary>
public sealed class NodeCheck(PluginSettings settings)
{
    /// <summary>Succeeds when the node can attach pods.</summary>
    /// <exception cref="CniException">It cannot; code 50 when the reason is not a plugin's own.</exception>
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
                CniErrorCode.PluginNotAvailable, $"the state of attachments cannot be kept: {failure.Message}");
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
            new Delegates(settings.Plugins).RequireInstalled(network);
        }
        catch (CniException failure)
        {
            throw new CniException(
                CniErrorCode.PluginNotAvailable,
                $"default network '{network.Name}': {failure.Message}",
                failure.Error.Details);
        }

        new NetworkRuntime(settings.Plugins, ChildLimits.In(settings.Budget.Status)).Status(network);
    }
}
