using Ramus.Contract.Policy;

namespace Ramus.Contract.NodeDisk;

/// <summary>What the plugin must know of the node; all paths as the host sees them.</summary>
public sealed record RamusConflistSettings
{
    public string BinDir { get; init; } = "/opt/cni/bin";

    public string RamusDir { get; init; } = "/etc/cni/net.d/ramus.d";

    public string CniDir { get; init; } = "/var/lib/cni/ramus";

    public string AgentSocket { get; init; } = "/run/ramus/node.sock";

    public bool NamespaceIsolation { get; init; }

    public string GlobalNamespaces { get; init; } = "default";

    public bool AllowMissingDevice { get; init; }

    /// <summary>Which networks pods may use by the cluster's policy.</summary>
    public NetworkUse Use { get; init; } = NetworkUse.Everything;
}
