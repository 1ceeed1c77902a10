using Ramus.Contract.Json;

namespace Ramus.Contract.NodeNetwork;

/// <summary>
/// What a network needs on a node, and the one rule that decides whether a node can run it: for the network's status,
/// for the labels by which pods avoid nodes, and for the node's own report.
/// </summary>
/// <param name="Chain">The types of the chain's plugins.</param>
/// <param name="Ipam">The types of the IPAM plugins that they call.</param>
/// <param name="Masters">The interfaces that must exist.</param>
/// <param name="CniVersion">The CNI version that the chain's plugins must support; null when unknown.</param>
public sealed record NetworkNeeds(
    IReadOnlyList<string> Chain, IReadOnlyList<string> Ipam, IReadOnlyList<string> Masters, string? CniVersion)
{
    /// <summary>All programs, without duplicates.</summary>
    public IReadOnlyList<string> Plugins { get; } = [.. Chain.Concat(Ipam).Distinct(StringComparer.Ordinal)];

    /// <summary>
    /// MTUs of the network that must not be above that of the master, which is
    /// <see cref="HostInterface.OfDefaultRoute"/> when the network names none.
    /// </summary>
    public IReadOnlyList<(string Master, int Mtu)> MastersMtus { get; init; } = [];

    /// <summary>
    /// For types that are built in on the node, the key or value for which the network needs the program nevertheless.
    /// </summary>
    public IReadOnlyDictionary<string, string> NotBuiltIn { get; init; } = new Dictionary<string, string>();

    /// <summary>Every sentence of <see cref="WhyNot"/> about a plugin or about a master that does not exist.</summary>
    public IEnumerable<string> Causes =>
        [.. Plugins.Select(WithoutPlugin), .. Chain.Select(TooOld), .. Masters.Select(WithoutMaster)];

    /// <summary>Why a node cannot run the network, as a human-readable sentence; null when it can.</summary>
    /// <param name="installed">The node's plugins by name; null when they are unknown.</param>
    /// <param name="interfaces">
    /// <see cref="HostInterface.Mtus"/>, 0 when an MTU is unknown; null when the interfaces are unknown.
    /// </param>
    public string? WhyNot(
        IReadOnlyDictionary<string, InstalledPlugin>? installed, IReadOnlyDictionary<string, int>? interfaces)
    {
        if (installed is not null && Plugins.FirstOrDefault(type => !installed.ContainsKey(type)) is { } missing)
        {
            return WithoutPlugin(missing);
        }

        if (interfaces is not null && WhyNoMaster(interfaces) is { } cause)
        {
            return cause;
        }

        return installed is not null && Chain.FirstOrDefault(type => IsTooOld(installed[type])) is { } old
            ? TooOld(old)
            : null;
    }

    private string? WhyNoMaster(IReadOnlyDictionary<string, int> interfaces)
    {
        if (Masters.FirstOrDefault(name => !interfaces.ContainsKey(name)) is { } master)
        {
            return WithoutMaster(master);
        }

        foreach (var (needed, mtu) in MastersMtus)
        {
            if (interfaces.TryGetValue(needed, out var most) && most > 0 && mtu > most)
            {
                return needed == HostInterface.OfDefaultRoute
                    ? $"mtu {mtu} is above the MTU {most} of the default route's interface, which is the master of a "
                        + "network without 'master'"
                    : $"mtu {mtu} is above the MTU {most} of master {Quote.Short(needed)}";
            }
        }

        return null;
    }

    private string WithoutPlugin(string type) => NotBuiltIn.TryGetValue(type, out var unknown)
        ? $"plugin {Quote.Short(type)} is not installed, and the built-in plugin does not know {unknown}"
        : $"plugin {Quote.Short(type)} is not installed";

    private static string WithoutMaster(string name) => $"master {Quote.Short(name)} does not exist";

    private string TooOld(string type) => $"plugin {Quote.Short(type)} does not support cniVersion {CniVersion}";

    // A plugin that did not answer VERSION may support any version.
    private bool IsTooOld(InstalledPlugin plugin) =>
        CniVersion is { } version && plugin.CniVersions.Count > 0 && !plugin.CniVersions.Contains(version);
}
