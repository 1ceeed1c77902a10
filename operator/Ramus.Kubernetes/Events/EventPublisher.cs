using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using k8s;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Rates;

namespace Ramus.Kubernetes.Events;

/// <summary>
/// Writes core/v1 events, best effort. Publishing never blocks and never fails. Equal events within ten minutes become
/// one event with a count. The rate is limited to a burst of 50 and 10 per second; further events are dropped.
/// </summary>
public sealed class EventPublisher
{
    private const int KnownLimit = 1024;
    private static readonly TimeSpan SameEvent = TimeSpan.FromMinutes(10);

    private readonly Channel<Wanted> queue;
    private readonly Dictionary<Wanted, Written> known = [];
    private readonly IKubernetes client;
    private readonly string component;
    private readonly string host;
    private readonly ILogger logger;
    private readonly TimeProvider time;
    private readonly TokenBucket bucket;

    /// <param name="client">From <see cref="KubernetesClientFactory"/>.</param>
    /// <param name="component">The column "From" in kubectl describe, for example "ramus-node".</param>
    /// <param name="host">The node; null for programs that do not belong to a node.</param>
    /// <param name="logger">Logs dropped events at debug level.</param>
    /// <param name="time">The clock.</param>
    /// <param name="capacity">The largest number of waiting events.</param>
    public EventPublisher(
        IKubernetes client, string component, string host = "", ILogger? logger = null, TimeProvider? time = null,
        int capacity = 1000)
    {
        this.client = client;
        this.component = component;
        this.host = host;
        this.logger = logger ?? NullLogger.Instance;
        this.time = time ?? TimeProvider.System;
        bucket = new TokenBucket(this.time, burst: 50, perSecond: 10);
        queue = Channel.CreateBounded<Wanted>(
            new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    }

    /// <summary>Queues an event and returns at once.</summary>
    public void Publish(ObjectReference target, EventType type, string reason, string message)
    {
        // The API server refuses messages longer than 1024 bytes; shorten earlier, at a whole character.
        var text = message.Length <= 1000 ? message : string.Concat(message.AsSpan(0, 999), "…");
        queue.Writer.TryWrite(new Wanted(target, type, reason, text));
    }

    /// <summary>Writes the queued events until cancelled; then tries once to write the remaining events.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var wanted in queue.Reader.ReadAllAsync(cancellationToken))
            {
                await bucket.TakeAsync(cancellationToken);
                await WriteAsync(wanted, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2), time);
            while (!limit.IsCancellationRequested && queue.Reader.TryRead(out var left))
            {
                await WriteAsync(left, limit.Token);
            }
        }
    }

    private async Task WriteAsync(Wanted wanted, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        try
        {
            if (known.TryGetValue(wanted, out var written) && now - written.LastSeen < SameEvent)
            {
                known[wanted] = await CountAsync(wanted, written, now, cancellationToken);
                return;
            }

            Prune(now);
            known[wanted] = await CreateAsync(wanted, now, cancellationToken);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or TimeoutException
            or OperationCanceledException or JsonException)
        {
            known.Remove(wanted);
            logger.EventLost(wanted.Reason, new ObjectKey(wanted.Target.Namespace, wanted.Target.Name), e.Message);
        }
    }

    private async Task<Written> CountAsync(
        Wanted wanted, Written written, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var next = written with { Count = written.Count + 1, LastSeen = now };
        var body = JsonBody.Write(json =>
        {
            json.WriteNumber("count", next.Count);
            json.WriteString("lastTimestamp", Time(now));
        });
        await client.MergePatchAsync(
            ResourceType.Events.ObjectPath(NamespaceOf(wanted.Target), written.Name), body, component,
            cancellationToken);
        return next;
    }

    private async Task<Written> CreateAsync(Wanted wanted, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // client-go's naming: the object's name and a number that is practically unique.
        var name = $"{wanted.Target.Name}.{now.UtcTicks:x}{Random.Shared.Next(0x1000):x3}";
        var body = JsonBody.Write(json => WriteEvent(json, wanted, name, now));
        await client.CreateJsonAsync(
            ResourceType.Events.ListPath(NamespaceOf(wanted.Target)), body, cancellationToken);
        return new Written(name, 1, now);
    }

    private void WriteEvent(Utf8JsonWriter json, Wanted wanted, string name, DateTimeOffset now)
    {
        json.WriteString("apiVersion", "v1");
        json.WriteString("kind", "Event");
        json.WriteStartObject("metadata");
        json.WriteString("name", name);
        json.WriteString("namespace", NamespaceOf(wanted.Target));
        json.WriteEndObject();
        json.WriteStartObject("involvedObject");
        json.WriteString("apiVersion", wanted.Target.ApiVersion);
        json.WriteString("kind", wanted.Target.Kind);
        json.WriteString("name", wanted.Target.Name);
        if (wanted.Target.Namespace.Length > 0)
        {
            json.WriteString("namespace", wanted.Target.Namespace);
        }

        json.WriteString("uid", wanted.Target.Uid);
        json.WriteEndObject();
        json.WriteString("type", wanted.Type == EventType.Warning ? "Warning" : "Normal");
        json.WriteString("reason", wanted.Reason);
        json.WriteString("message", wanted.Message);
        json.WriteNumber("count", 1);
        json.WriteString("firstTimestamp", Time(now));
        json.WriteString("lastTimestamp", Time(now));
        json.WriteStartObject("source");
        json.WriteString("component", component);
        if (host.Length > 0)
        {
            json.WriteString("host", host);
        }

        json.WriteEndObject();
    }

    private void Prune(DateTimeOffset now)
    {
        if (known.Count < KnownLimit)
        {
            return;
        }

        foreach (var (wanted, written) in known)
        {
            if (now - written.LastSeen >= SameEvent)
            {
                known.Remove(wanted);
            }
        }

        if (known.Count >= KnownLimit)
        {
            known.Clear();
        }
    }

    private static string NamespaceOf(ObjectReference target) =>
        target.Namespace.Length == 0 ? "default" : target.Namespace;

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private sealed record Wanted(ObjectReference Target, EventType Type, string Reason, string Message);

    private sealed record Written(string Name, int Count, DateTimeOffset LastSeen);
}
