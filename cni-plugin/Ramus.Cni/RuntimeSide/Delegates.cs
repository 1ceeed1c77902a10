using Ramus.Contract.Cni;

namespace Ramus.Cni.RuntimeSide;

/// <summary>Chooses how a plugin runs, by its type.</summary>
/// <param name="plugins">The directories of plugins that are programs.</param>
public sealed class Delegates(PluginPath plugins)
{
    /// <summary>
    /// The plugin of this type. It may not be installed: <see cref="IDelegate.RequireInstalled"/> tells.
    /// </summary>
    public IDelegate Of(string type) => type switch
    {
        Passthru.Type => Passthru.Instance,
        _ => new ExecutedPlugin(type, plugins),
    };

    /// <summary>Succeeds when every plugin of the network can run on this node.</summary>
    /// <exception cref="CniException">One cannot.</exception>
    public void RequireInstalled(NetworkConfig network)
    {
        foreach (var plugin in network.Plugins)
        {
            Of(plugin.Type).RequireInstalled();
        }
    }
}
