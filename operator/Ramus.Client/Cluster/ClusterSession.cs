using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Options;

namespace Ramus.Client.Cluster;

/// <summary>A connection to the user's cluster. Failures become one line for the user.</summary>
internal static class ClusterSession
{
    /// <summary>Runs a command with the connection that the options describe.</summary>
    public static async Task<int> UseAsync(OptionValues values, Func<ClusterReader, Task<int>> run)
    {
        using var client = KubernetesClientFactory.Create(
            new KubernetesConnection
            {
                KubeconfigPath = values.GetOrNull(SharedOptions.Kubeconfig),
                Context = values.GetOrNull(ClusterOptions.Context),
                UserAgent = $"kubectl-ramus/{ProgramLine.Version}",
            },
            out var @namespace);
        try
        {
            return await run(new ClusterReader(client, @namespace ?? "default"));
        }
        catch (Exception e) when (
            e is InvalidOperationException or IOException or HttpRequestException or TimeoutException)
        {
            throw new ProgramException(e.Message, e);
        }
    }

    /// <summary>The namespace that the options select; null: every namespace.</summary>
    public static string? NamespaceOf(OptionValues values, ClusterReader cluster) =>
        values.Get(ClusterOptions.AllNamespaces)
            ? null
            : values.GetOrNull(ClusterOptions.Namespace) ?? cluster.DefaultNamespace;
}
