using k8s;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Options;

namespace Ramus.Operator.Lifecycle;

/// <summary>Creates the client for the subcommands, and turns its failures into one-line messages.</summary>
internal static class ClusterClient
{
    internal static async Task<int> UseAsync(string command, string? kubeconfig, Func<IKubernetes, Task<int>> run)
    {
        using var client = KubernetesClientFactory.Create(new KubernetesConnection
        {
            KubeconfigPath = kubeconfig,
            UserAgent = $"ramus-operator-{command}/{ProgramLine.Version}",
        });
        try
        {
            return await run(client);
        }
        catch (Exception e) when (
            e is InvalidOperationException or IOException or HttpRequestException or TimeoutException)
        {
            throw new ProgramException(e.Message, e);
        }
    }
}
