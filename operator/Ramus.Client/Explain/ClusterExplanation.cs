using System.Text;
using System.Text.Json;
using Ramus.Client.Cluster;
using Ramus.Client.Get;
using Ramus.Contract.Admission;
using Ramus.Contract.Json;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Options;

namespace Ramus.Client.Explain;

/// <summary>Explains a pod of a cluster.</summary>
internal static class ClusterExplanation
{
    /// <exception cref="ProgramException">The pod does not exist.</exception>
    public static async Task<Explanation> OfAsync(
        ClusterReader cluster, string @namespace, string name, string systemNamespace,
        CancellationToken cancellationToken)
    {
        var pod = await cluster.FindAsync(ResourceType.Pods, @namespace, name, cancellationToken)
            ?? throw new ProgramException($"there is no pod {@namespace}/{name}, and no rule '{name}'");
        var networks = await cluster.TryListAsync(
            ResourceType.NetworkAttachmentDefinitions, null, "", cancellationToken) ?? [];
        var settings = await SettingsAsync(cluster, systemNamespace, cancellationToken);
        return new PodExplanation(
            networks.Select(NetworkOf).ToDictionary(static network => network.Key), settings).Of(PodOf(pod));
    }

    // The settings that the webhook uses: its own ConfigMap, else the one of network-resources-injector.
    private static async Task<InjectionSettings?> SettingsAsync(
        ClusterReader cluster, string systemNamespace, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var name in (string[])[Installation.Webhook, SettingsMap.Injectors])
            {
                if (await cluster.FindAsync(ResourceType.ConfigMaps, systemNamespace, name, cancellationToken)
                    is { } map && map.TextAt("data", SettingsMap.Key) is { } text)
                {
                    return InjectionReading.Parse(
                        Encoding.UTF8.GetBytes(text), $"ConfigMap {systemNamespace}/{name}",
                        InjectionSettings.Default).Settings;
                }
            }

            return InjectionSettings.Default;
        }
        catch (Exception e) when (e is ContractException or ApiException)
        {
            return null;
        }
    }

    private static ExplainedNetwork NetworkOf(JsonElement network)
    {
        var row = NetworkRow.Of(network);
        return new ExplainedNetwork(
            row.Key, "the cluster", row.State.Type, network.TextMapAt("metadata", "annotations"));
    }

    private static ExplainedPod PodOf(JsonElement pod)
    {
        var @namespace = pod.TextAt("metadata", "namespace") ?? "";
        return new ExplainedPod
        {
            Subject = $"pod {@namespace}/{pod.TextAt("metadata", "name")}",
            Namespace = @namespace,
            Labels = pod.TextMapAt("metadata", "labels"),
            Annotations = pod.TextMapAt("metadata", "annotations"),
            Containers =
                [.. pod.ItemsAt("spec", "containers").Select(static one => one.TextAt("name")).OfType<string>()],
            IsHostNetwork = pod.TryFind(out var flag, "spec", "hostNetwork") && flag.ValueKind == JsonValueKind.True,
            Attached = [.. PodInterfaces.Of(pod, null).Where(static one => one.Interface.Length > 0)],
            IsLive = true,
        };
    }
}
