using Ramus.Contract.Admission;
using Ramus.Contract.Policy;
using Ramus.Contract.Selection;

namespace Ramus.Webhook.Pods;

/// <summary>What pods are judged by, each as it is now.</summary>
internal sealed record PodContext
{
    /// <summary>Where a default network without a namespace is looked up, as on the node.</summary>
    public string MultusNamespace { get; init; } = "kube-system";

    public Func<NetworkUse> Use { get; init; } = static () => NetworkUse.Everything;

    public Func<InjectionSettings> Settings { get; init; } = static () => InjectionSettings.Default;

    /// <summary>The nodes that cannot run a network.</summary>
    public Func<NetworkKey, IReadOnlyList<string>> FailedOn { get; init; } = static _ => [];

    /// <summary>Whether some node has all of the labels; true where that is not known.</summary>
    public Func<IReadOnlyDictionary<string, string>, bool> SomeNodeHas { get; init; } = static _ => true;
}
