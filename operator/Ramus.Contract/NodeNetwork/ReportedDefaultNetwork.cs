namespace Ramus.Contract.NodeNetwork;

/// <summary>The node's default network.</summary>
/// <param name="Name">The name in its configuration.</param>
/// <param name="File">The name of that configuration's file in the container runtime's directory.</param>
/// <param name="Plugins">The types of its chain.</param>
public sealed record ReportedDefaultNetwork(string Name, string File, IReadOnlyList<string> Plugins)
{
    /// <summary>Whether it may map host ports; null in the report of an earlier version.</summary>
    public bool? MapsHostPorts { get; init; }
}
