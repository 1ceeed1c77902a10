namespace Ramus.Cluster.Operator;

/// <summary>One operator leads, and another one takes over.</summary>
[Collection(Disturbing.Name)]
public sealed class LeaderTests
{
    private const string Lease =
        $"/apis/coordination.k8s.io/v1/namespaces/{RamusSystem.Namespace}/leases/ramus-operator";

    [ClusterFact]
    public async Task After_the_leading_pods_end_its_successor_takes_the_lease()
    {
        await RamusSystem.ReadyAsync();
        var leader = await RamusSystem.ReadyPodAsync("ramus-operator");
        await LeadsAsync(leader.Name());

        var successor = await RamusSystem.ReplaceAsync("ramus-operator");

        await LeadsAsync(successor.Name());
    }

    private static Task LeadsAsync(string pod) => Eventually.AgreesAsync(
        async () =>
            ((string?)(await TestCluster.Current.Api.GetAsync(Lease))["spec"]!["holderIdentity"])
                ?.StartsWith(pod, StringComparison.Ordinal) == true,
        $"{pod} holds the lease");
}
