namespace Ramus.Testing.Reports;

/// <summary>An interface of a pod, and the default routes of the pod.</summary>
/// <param name="Name">The interface's name in the pod.</param>
/// <param name="Mac">The MAC address, in lower case with colons.</param>
/// <param name="Mtu">The MTU in bytes.</param>
/// <param name="Addresses">The addresses with their prefix lengths.</param>
/// <param name="DefaultRoutes">Interface and gateway of each default route of the pod.</param>
public sealed record ClaimedInterface(
    string Name,
    string Mac,
    int Mtu,
    IReadOnlyList<string> Addresses,
    IReadOnlyList<(string Interface, string? Gateway)> DefaultRoutes);
