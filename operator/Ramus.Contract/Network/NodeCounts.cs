namespace Ramus.Contract.Network;

/// <summary>How many nodes can run a network.</summary>
/// <param name="Desired">Nodes that the network is for.</param>
/// <param name="Rendered">Those that can run this generation.</param>
/// <param name="Failed">Those that cannot.</param>
/// <param name="Revision">The resource version at which the generation was first seen.</param>
/// <param name="Failures">Each cause with the nodes that it holds for.</param>
public sealed record NodeCounts(
    int Desired, int Rendered, int Failed, string Revision, IReadOnlyList<string> Failures)
{
    /// <summary>Rendered/Desired, for the column of kubectl.</summary>
    public string Summary => $"{Rendered}/{Desired}";
}
