using Ramus.Contract.Admission;
using Ramus.Contract.Policy;

namespace Ramus.Webhook.Pods;

/// <summary>The inputs for the decision about a pod; each function returns the present value.</summary>
internal sealed record PodContext
{
    /// <summary>The namespace of a default network that is selected without a namespace, as on the node.</summary>
    public string MultusNamespace { get; init; } = "kube-system";

    /// <summary>Which networks pods may use, by the policy and by namespace isolation.</summary>
    public Func<NetworkUse> Use { get; init; } = static () => NetworkUse.Everything;

    public Func<InjectionSettings> Settings { get; init; } = static () => InjectionSettings.Default;

    /// <summary>The nodes whose default network does not map host ports.</summary>
    public Func<IReadOnlyList<string>> NodesWithoutHostPorts { get; init; } = static () => [];

    /// <summary>Whether a node has all of the labels; true when the nodes are unknown.</summary>
    public Func<IReadOnlyDictionary<string, string>, bool> SomeNodeHas { get; init; } = static _ => true;
}
