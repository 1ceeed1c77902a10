using System.Runtime.Versioning;
using Ramus.Attachments.Agent;
using Ramus.Client.Try.Input;
using Ramus.Contract.Agent;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Client.Try.Running;

/// <summary>Answers the plugin's requests instead of the node agent, only from the manifests.</summary>
[SupportedOSPlatform("linux")]
internal sealed class TryAgent(NodeSetup node, IReadOnlyList<PodManifest> pods, DevicePool devices) : IAsyncDisposable
{
    // The namespace of a default network that is selected without a namespace.
    private const string SystemNamespace = "kube-system";

    private readonly Dictionary<(PodKey Pod, string Resource), IReadOnlyList<string>> allocated = [];
    private readonly CancellationTokenSource stop = new();
    private readonly Lock guard = new();
    private Task listening = Task.CompletedTask;

    /// <summary>Listens on the agent's socket.</summary>
    public void Start()
    {
        var socket = new AgentSocket(TryPaths.Socket, (request, _) => Task.FromResult(Answer(request)));
        listening = Task.Run(() => socket.RunAsync(stop.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private AgentReply Answer(ReadOnlyMemory<byte> request)
    {
        try
        {
            var question = AgentRequest.Parse(request);
            return question.Ask switch
            {
                AgentQuestion.Network => FindNetwork(question.Network!.Value),
                AgentQuestion.Annotations => new AgentReply { Annotations = Find(question.Pod!.Value).Annotations },
                _ => FindDevices(Find(question.Pod!.Value), question.Resources),
            };
        }
        catch (ContractException failure)
        {
            return AgentReply.Fail(CniErrorCode.DecodingFailure, failure.Message);
        }
    }

    private AgentReply FindNetwork(NetworkKey key)
    {
        if (node.Networks.TryGetValue(key, out var network))
        {
            return new AgentReply { Network = network.Element };
        }

        return AgentReply.Fail(
            CniErrorCode.InvalidNetworkConfig,
            node.Refusals.GetValueOrDefault(key)
                ?? $"there is no NetworkAttachmentDefinition '{key.Name}' in namespace '{key.Namespace}'");
    }

    private AgentReply FindDevices(PodManifest pod, IReadOnlyList<string> resources)
    {
        lock (guard)
        {
            return new AgentReply
            {
                // As the node agent, without the resources of which the node has no devices.
                Devices = resources.Distinct(StringComparer.Ordinal).Where(devices.Offers).ToDictionary(
                    resource => resource, resource => Allocate(pod, resource), StringComparer.Ordinal),
            };
        }
    }

    private IReadOnlyList<string> Allocate(PodManifest pod, string resource)
    {
        var key = (pod.Key, resource);
        if (!allocated.TryGetValue(key, out var ids))
        {
            // In a cluster, the webhook adds the resource requests that the pod's networks need.
            var wanted = Math.Max(pod.Resources.GetValueOrDefault(resource), CountNetworks(pod, resource));
            allocated.Add(key, ids = devices.Take(resource, wanted));
        }

        return ids;
    }

    private long CountNetworks(PodManifest pod, string resource) =>
        Select(pod, Annotations.DefaultNetwork, SystemNamespace)
            .Concat(Select(pod, Annotations.Networks, pod.Key.Namespace))
            .Count(selection => ResourceNames.In(node.Networks.GetValueOrDefault(selection.Key)?.ResourceName)
                .Contains(resource));

    private static IEnumerable<NetworkSelection> Select(PodManifest pod, string annotation, string defaultNamespace) =>
        NetworkSelection.Parse(pod.Annotations.GetValueOrDefault(annotation) ?? "", defaultNamespace);

    private PodManifest Find(PodKey key) =>
        pods.FirstOrDefault(pod => pod.Key == key) ?? throw new ContractException($"pod '{key}' not found");
}
