using Ramus.Kubernetes.Client;
using Ramus.Operator.Hosting;
using k8s;

namespace Ramus.Operator.Lifecycle;

/// <summary>What the commands beside the operator itself have in common: a client, and failures as a sentence.</summary>
internal static class ClusterClient
{
    internal static async Task<int> UseAsync(string command, string? kubeconfig, Func<IKubernetes, Task<int>> run)
    {
        try
        {
            using var client = KubernetesClientFactory.Create(new KubernetesConnection
            {
                KubeconfigPath = string.IsNullOrEmpty(kubeconfig) ? null : kubeconfig,
                UserAgent = $"ramus-operator-{command}/{OperatorProgram.Version}",
            });
            return await run(client);
        }
        catch (Exception failure) when (
            failure is InvalidOperationException or IOException or HttpRequestException or TimeoutException)
        {
            await Console.Error.WriteLineAsync($"ramus-operator {command}: {failure.Message}");
            return 1;
        }
    }
}
