using System.Globalization;
using System.Text;
using System.Text.Json;
using k8s;
using Ramus.Kubernetes.Client;

namespace Ramus.Kubernetes.Watching;

/// <summary>The two requests of a reflector: one page of a list, and a watch.</summary>
internal sealed class ListWatchRequests(IKubernetes client, string path, ReflectorOptions options)
{
    private const string Json = "application/json";
    private const string MetadataList = Json + ";as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";
    private const string Metadata = Json + ";as=PartialObjectMetadata;g=meta.k8s.io;v=v1";

    /// <summary>Reads one page; throws OperationCanceledException when the server stops sending.</summary>
    internal async Task<ListReader> ListAsync(
        string version, int limit, string token, Action<JsonElement> onItem, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.ReadTimeout);
        using var response = await client.SendAsync(
            HttpMethod.Get, ListQuery(version, limit, token), null, Json, patience.Token,
            options.IsMetadataOnly ? MetadataList : Json);
        await using var stream = await response.Content.ReadAsStreamAsync(patience.Token);
        var reader = new ListReader(onItem);
        await reader.ReadAsync(stream, BeforeReadAsync, patience.Token);
        return reader;

        async Task BeforeReadAsync()
        {
            // Stop the timeout while we wait for room, because the server is not late then.
            patience.CancelAfter(Timeout.InfiniteTimeSpan);
            await WaitForRoomAsync(patience.Token);
            patience.CancelAfter(options.ReadTimeout);
        }
    }

    /// <summary>Watches until the server ends the watch; throws OperationCanceledException after the timeout.</summary>
    internal async Task WatchAsync(
        string version, Action onOpen, Action<string, JsonElement> onEvent, CancellationToken cancellationToken)
    {
#pragma warning disable CA5394 // Jitter needs no secure random numbers.
        var seconds = options.WatchTimeout.TotalSeconds * (0.9 + (Random.Shared.NextDouble() / 5));
#pragma warning restore CA5394
        using var watchdog = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        watchdog.CancelAfter(options.ReadTimeout);
        using var response = await client.SendAsync(
            HttpMethod.Get, WatchQuery(version, (int)seconds), null, Json, watchdog.Token,
            options.IsMetadataOnly ? Metadata : Json);
        onOpen();
        watchdog.CancelAfter(TimeSpan.FromSeconds(seconds) + options.WatchGrace);
        await using var stream = await response.Content.ReadAsStreamAsync(watchdog.Token);
        await WatchReader.ReadAsync(
            stream, () => WaitForRoomAsync(watchdog.Token), onEvent, watchdog.Token);
    }

    private Task WaitForRoomAsync(CancellationToken cancellationToken) =>
        options.WaitForRoomAsync?.Invoke(cancellationToken) ?? Task.CompletedTask;

    private string ListQuery(string version, int limit, string token)
    {
        var query = new StringBuilder(path).Append("?limit=").Append(limit.ToString(CultureInfo.InvariantCulture));
        AppendSelectors(query);
        if (token.Length > 0)
        {
            Append(query, "continue", token);
            return query.ToString();
        }

        Append(query, "resourceVersion", version);

        // Without this parameter a paged list means exactly that version, which the server may no longer have.
        Append(query, "resourceVersionMatch", version is "" or "0" ? null : "NotOlderThan");
        return query.ToString();
    }

    private string WatchQuery(string version, int seconds)
    {
        var query = new StringBuilder(path).Append("?watch=true&allowWatchBookmarks=true&timeoutSeconds=")
            .Append(Math.Max(1, seconds).ToString(CultureInfo.InvariantCulture));
        AppendSelectors(query);
        Append(query, "resourceVersion", version);
        return query.ToString();
    }

    private void AppendSelectors(StringBuilder query)
    {
        Append(query, "labelSelector", options.LabelSelector);
        Append(query, "fieldSelector", options.FieldSelector);
    }

    private static void Append(StringBuilder query, string key, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            query.Append('&').Append(key).Append('=').Append(Uri.EscapeDataString(value));
        }
    }
}
