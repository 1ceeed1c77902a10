using k8s;
using Ramus.Contract.Policy;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;

namespace Ramus.Operator.Networks;

/// <summary>
/// Reads the service accounts of pods where they decide whether a pod may use a network. The watch of pods transfers
/// only metadata, which does not contain the account, so each of these pods is read once.
/// </summary>
internal sealed class PodAccounts(IKubernetes client, PodIndex pods)
{
    private const int MostReads = 4;

    /// <summary>Completes the index for this network. A pod that no longer exists stays without an account.</summary>
    public Task ReadAsync(NetworkKey network, NetworkUse use, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            pods.WithoutAccount(network, podNamespace => use.DependsOnServiceAccount(network, podNamespace)),
            new ParallelOptions { MaxDegreeOfParallelism = MostReads, CancellationToken = cancellationToken },
            async (pod, stop) =>
            {
                var path = ResourceType.Pods.ObjectPath(pod.Namespace, pod.Name);
                if (await client.FindJsonAsync(path, stop) is { } found)
                {
                    var account = PodIdentity.AccountOf(found.TextAt("spec", "serviceAccountName"));
                    pods.SetAccount(network, pod, WatchedPod.UidOf(found), account);
                }
            });
}
