namespace Ramus.Contract.Network;

/// <summary>The numbers of nodes that can and cannot run a network.</summary>
/// <param name="Desired">Nodes that the network's node selector matches.</param>
/// <param name="Rendered">Matching nodes that can run this generation.</param>
/// <param name="Failed">Matching nodes that cannot run it.</param>
/// <param name="Revision">The resource version at which the generation was first seen.</param>
/// <param name="Failures">Each cause with the nodes that report it.</param>
public sealed record NodeCounts(
    int Desired, int Rendered, int Failed, string Revision, IReadOnlyList<string> Failures)
{
    /// <summary>Rendered/Desired, for the column of kubectl.</summary>
    public string Summary => $"{Rendered}/{Desired}";
}
