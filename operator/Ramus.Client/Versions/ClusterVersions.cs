using Ramus.Client.Cluster;
using Ramus.Client.Get;
using Ramus.Contract.Admission;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Options;

namespace Ramus.Client.Versions;

/// <summary>The versions of the programs of a cluster.</summary>
/// <param name="Client">The version of this program.</param>
/// <param name="Kubernetes">The version of the API server; empty when unknown.</param>
/// <param name="Programs">The versions of the operator and the webhook by name; empty when unknown.</param>
/// <param name="Nodes">The nodes by the version of their agent.</param>
internal sealed record ClusterVersions(
    string Client, string Kubernetes, IReadOnlyList<(string Program, string Version)> Programs,
    IReadOnlyList<(string Version, IReadOnlyList<string> Nodes)> Nodes)
{
    private const string VersionLabel = "app.kubernetes.io/version";
    private const int MostShown = 3;

    /// <summary>The differences between the versions, as sentences for people.</summary>
    public IEnumerable<string> Skews
    {
        get
        {
            var cluster = Programs.Select(static one => one.Version).Where(static version => version.Length > 0)
                .Distinct().ToList();
            if (cluster.Count > 1)
            {
                yield return "the operator and the webhook have different versions: the rollout of the release is not "
                    + "complete; check the Deployments with `kubectl -n NAMESPACE rollout status`";
            }

            foreach (var (version, nodes) in Nodes.Where(one => cluster.Count > 0 && !cluster.Contains(one.Version)))
            {
                yield return $"{Named(nodes)} version {version} of the agent, but the release in the cluster has "
                    + $"version {cluster[0]}; wait for the rollout of DaemonSet ramus-node, or check its pods";
            }

            if (cluster.Count > 0 && !cluster.Contains(Client))
            {
                yield return $"kubectl-ramus has version {Client}, but the release in the cluster has version "
                    + $"{cluster[0]}, so rules and messages can differ; install the same version";
            }
        }
    }

    /// <summary>Reads the versions; a version that the user may not read stays empty.</summary>
    public static async Task<ClusterVersions> ReadAsync(
        ClusterReader cluster, string systemNamespace, CancellationToken cancellationToken)
    {
        var version = await cluster.FindPathAsync("/version", cancellationToken);
        var deployments = await cluster.TryListAsync(
            ResourceType.Deployments, systemNamespace, "", cancellationToken) ?? [];
        var nodes = await cluster.TryListAsync(NodeNetworks.Type, null, "", cancellationToken) ?? [];
        return new ClusterVersions(
            ProgramLine.Version,
            version?.TextAt("gitVersion") ?? "",
            [
                .. ((string[])[Installation.Operator, Installation.Webhook]).Select(program => (program, deployments
                    .Where(one => one.TextAt("metadata", "labels", Installation.ProgramLabel) == program)
                    .Select(static one => one.TextAt("metadata", "labels", VersionLabel)).FirstOrDefault() ?? "")),
            ],
            [
                .. nodes.Select(NodeRow.Of).GroupBy(static node => node.Report.Version)
                    .OrderBy(static group => group.Key, StringComparer.Ordinal)
                    .Select(static group => (
                        group.Key,
                        (IReadOnlyList<string>)
                            [.. group.Select(static node => node.Name).Order(StringComparer.Ordinal)])),
            ]);
    }

    private static string Named(IReadOnlyList<string> nodes) =>
        (nodes.Count == 1 ? "node " : "nodes ") + string.Join(", ", nodes.Take(MostShown))
        + (nodes.Count > MostShown ? $" and {nodes.Count - MostShown} more have" : nodes.Count == 1 ? " has" : " have");
}
