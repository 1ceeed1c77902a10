using Ramus.Contract.Cni;

namespace Ramus.Cni.RuntimeSide;

/// <summary>Chooses how a plugin runs, by its type.</summary>
/// <param name="plugins">The directories with the plugin programs.</param>
/// <param name="builtIn">The plugins inside this process; null executes every plugin.</param>
public sealed class Delegates(PluginPath plugins, IBuiltInPlugins? builtIn = null) : IDisposable
{
    /// <summary>
    /// The same plugins for the commands of one pod, which share open namespaces until they are disposed.
    /// </summary>
    public Delegates ForOnePod() => new(plugins, builtIn?.ForOnePod());

    /// <summary>As <see cref="IBuiltInPlugins.Settle"/>.</summary>
    /// <exception cref="CniException">Another machine has an address of the interface.</exception>
    public void Settle(string ifName) => builtIn?.Settle(ifName);

    /// <inheritdoc/>
    public void Dispose() => builtIn?.Dispose();

    /// <summary>
    /// The plugin of this type. Call <see cref="IDelegate.RequireInstalled"/> to learn whether it can run.
    /// </summary>
    public IDelegate Of(string type) =>
        type == Passthru.Type ? Passthru.Instance : builtIn?.Find(type, this) ?? Executed(type);

    /// <summary>The program of this type, even when the type is built in.</summary>
    public IDelegate Executed(string type) => new ExecutedPlugin(type, plugins);

    /// <summary>The path of the program that runs for this type; null for one that is built in.</summary>
    /// <exception cref="CniException">It is not installed.</exception>
    public string? ProgramOf(string type) => Of(type) is ExecutedPlugin ? plugins.Find(type) : null;

    /// <summary>Succeeds when every plugin of the network can run on this node.</summary>
    /// <param name="network">The network.</param>
    /// <param name="attachment">The attachment, when there is one.</param>
    /// <exception cref="CniException">A plugin cannot run on this node.</exception>
    public void RequireInstalled(NetworkConfig network, AttachmentParameters? attachment = null)
    {
        for (var index = 0; index < network.Plugins.Count; index++)
        {
            Of(network.Plugins[index].Type).RequireInstalled(Preview(network, index, attachment));
        }
    }

    /// <summary>Succeeds when the IPAM plugin of a plugin of the network can run on this node.</summary>
    /// <exception cref="CniException">It cannot.</exception>
    public void RequireIpam(NetworkConfig network, int index, string type) =>
        Of(type).RequireInstalled(Preview(network, index, null));

    /// <summary>The programs that the network needs on a node, without any attachment's values.</summary>
    public IReadOnlyList<NeededProgram> Programs(NetworkConfig network)
    {
        var programs = new List<NeededProgram>();
        for (var index = 0; index < network.Plugins.Count; index++)
        {
            var plugin = network.Plugins[index];
            var call = Preview(network, index, null);
            var isProgram = Of(plugin.Type).IsProgram(call, out var unknown);
            if (isProgram)
            {
                programs.Add(new(plugin.Type, IsIpam: false, IsBuiltIn(plugin.Type), unknown));
            }

            // A program executes its IPAM plugin itself.
            if (plugin.IpamType is { } ipam && (Of(ipam).IsProgram(call, out unknown) || isProgram))
            {
                programs.Add(new(ipam, IsIpam: true, IsBuiltIn(ipam), unknown));
            }
        }

        return programs;
    }

    private bool IsBuiltIn(string type) => builtIn?.Find(type, this) is not null;

    private static DelegateCall Preview(NetworkConfig network, int index, AttachmentParameters? attachment) => new()
    {
        Command = "ADD",
        Network = network,
        Index = index,
        Attachment = attachment,
        Limits = default,
    };
}
