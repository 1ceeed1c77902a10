namespace Ramus.Contract.NodeNetwork;

/// <summary>A network interface of the node.</summary>
/// <param name="Name">The interface's name, for example in a network's 'master'.</param>
/// <param name="State">The kernel's operstate: up, down, unknown and so on.</param>
/// <param name="Mtu">The MTU in bytes; 0 when the kernel does not report it.</param>
public sealed record HostInterface(string Name, string State, int Mtu)
{
    /// <summary>
    /// The key in <see cref="Mtus"/> of the interface that plugins use when a network names no master.
    /// </summary>
    public const string OfDefaultRoute = "";

    /// <summary>Whether the node's default route leaves by this interface.</summary>
    public bool HasDefaultRoute { get; init; }

    /// <summary>
    /// The MTUs by name, and under <see cref="OfDefaultRoute"/> that of the interface of the default route if it is
    /// known.
    /// </summary>
    public static IReadOnlyDictionary<string, int> Mtus(IReadOnlyList<HostInterface> interfaces)
    {
        var mtus = interfaces.DistinctBy(static link => link.Name)
            .ToDictionary(static link => link.Name, static link => link.Mtu, StringComparer.Ordinal);
        if (interfaces.FirstOrDefault(static link => link.HasDefaultRoute) is { } usual)
        {
            mtus[OfDefaultRoute] = usual.Mtu;
        }

        return mtus;
    }
}
