using Ramus.Contract.Selection;

namespace Ramus.Contract.Policy;

/// <summary>Networks of other namespaces that the pods of some namespaces may use.</summary>
/// <param name="Namespaces">Namespaces of the pods, as patterns.</param>
/// <param name="Networks">Networks as <c>namespace/name</c>, as patterns.</param>
public sealed record NetworkGrant(IReadOnlyList<string> Namespaces, IReadOnlyList<string> Networks)
{
    /// <summary>Service accounts of the pods, as patterns; null: every service account.</summary>
    public IReadOnlyList<string>? ServiceAccounts { get; init; }

    /// <summary>Whether it covers the network and pods of the namespace with some service account.</summary>
    public bool Covers(NetworkKey network, string podNamespace) =>
        NamePattern.MatchesAny(Namespaces, podNamespace) && NamePattern.MatchesAny(Networks, network.ToString());

    /// <summary>Whether it allows the network to the pod; an unknown service account matches no pattern.</summary>
    public bool Allows(NetworkKey network, PodIdentity pod) =>
        Covers(network, pod.Namespace)
        && (ServiceAccounts is null
            || (pod.ServiceAccount is { } account && NamePattern.MatchesAny(ServiceAccounts, account)));
}
