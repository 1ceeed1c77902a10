using System.Text.Json;
using k8s;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Watching;

namespace Ramus.Webhook.Networks;

/// <summary>
/// Looks a network up in the cache. A network that is not in the cache may be newer than the cache, and one with long
/// values is not kept, so it is read from the API server, with a timeout and a limit of concurrent reads: pods with
/// wrong names must not load the API server.
/// </summary>
internal sealed class NetworkLookup(
    IKubernetes client, EntityCache<CachedNetwork> cache, Func<JsonElement, CachedNetwork> project, TimeSpan timeout)
    : INetworkLookup, IDisposable
{
    private const int MaxLiveReads = 8;

    private readonly SemaphoreSlim liveReads = new(MaxLiveReads);

    public ValueTask<NetworkFinding> FindAsync(NetworkKey key, CancellationToken cancellationToken)
    {
        if (cache.Find(key.Namespace, key.Name) is { IsLong: false } known)
        {
            return ValueTask.FromResult<NetworkFinding>(new NetworkFinding.Found(known));
        }

        // The name becomes part of a URL, so it must be valid. A network with an invalid name cannot exist.
        return key.IsValid
            ? new ValueTask<NetworkFinding>(ReadLiveAsync(key, cancellationToken))
            : ValueTask.FromResult<NetworkFinding>(Missing(key));
    }

    public void Dispose() => liveReads.Dispose();

    private async Task<NetworkFinding> ReadLiveAsync(NetworkKey key, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            await liveReads.WaitAsync(limit.Token).ConfigureAwait(false);
            try
            {
                var path = ResourceType.NetworkAttachmentDefinitions.ObjectPath(key.Namespace, key.Name);
                return await client.FindJsonAsync(path, limit.Token).ConfigureAwait(false) is { } network
                    ? new NetworkFinding.Found(project(network))
                    : Missing(key);
            }
            finally
            {
                liveReads.Release();
            }
        }
        catch (OperationCanceledException)
        {
            return new NetworkFinding.Unknown($"no answer from the API server within {timeout.TotalSeconds:0.###} s");
        }
        catch (Exception e) when (e is IOException or HttpRequestException or TimeoutException or JsonException)
        {
            return new NetworkFinding.Unknown(e.Message);
        }
    }

    private NetworkFinding.Missing Missing(NetworkKey key) =>
        new([.. cache.Keys()
            .Where(other => other.Name == key.Name && other.Namespace != key.Namespace)
            .Select(static other => other.Namespace)
            .Order(StringComparer.Ordinal)]);
}
