using Ramus.Contract.Policy;
using Ramus.Contract.Selection;

namespace Ramus.Operator.Networks;

/// <summary>The settings by which nodes attach or refuse pods: a pod that nodes refuse does not count.</summary>
internal sealed record PodSettings
{
    /// <summary>
    /// The networks that pods may use by Multus' namespace isolation; the policy may restrict them further.
    /// </summary>
    public NetworkUse Isolation { get; init; } = NetworkUse.OfSettings(namespaceIsolation: false, "default");

    /// <summary>
    /// Whether nodes get labels for the networks that they cannot run; see <see cref="CannotRunLabel"/>.
    /// </summary>
    public bool AreNodesLabelled { get; init; }

    /// <summary>The namespace of a default network that is selected without a namespace.</summary>
    public string MultusNamespace { get; init; } = "kube-system";
}
