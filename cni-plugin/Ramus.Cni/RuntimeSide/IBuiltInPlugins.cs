namespace Ramus.Cni.RuntimeSide;

/// <summary>The plugins that run inside this process.</summary>
public interface IBuiltInPlugins : IDisposable
{
    /// <summary>The plugin of this type; null when it is not built in, or when the settings do not choose it.</summary>
    /// <param name="type">The plugin's type.</param>
    /// <param name="delegates">
    /// How other plugins run: the plugin's IPAM plugin, and the executed plugin of the same type for configurations
    /// that the built-in plugin does not know.
    /// </param>
    IDelegate? Find(string type, Delegates delegates);

    /// <summary>
    /// The same plugins for the commands of one pod, which share open namespaces until they are disposed.
    /// </summary>
    IBuiltInPlugins ForOnePod();

    /// <summary>
    /// Completes the work that commands of <see cref="ForOnePod"/> postponed, for several interfaces at once: the
    /// detection of duplicate IPv6 addresses.
    /// </summary>
    /// <exception cref="Contract.Cni.CniException">Another machine has an address of the interface.</exception>
    void Settle(string ifName);
}
