using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace Ramus.Webhook.Tests.Serving;

/// <summary>Objects of one kind that can be listed and watched, as an API server has them.</summary>
internal sealed class FakeCollection
{
    private readonly ConcurrentDictionary<string, JsonObject> objects = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly List<Channel<string>> watchers = [];
    private readonly List<(int Version, string Line)> history = [];
    private int version = 100;

    public JsonObject? Find(string @namespace, string name) => objects.GetValueOrDefault($"{@namespace}/{name}");

    /// <summary>Puts an object there; watchers may be kept in the dark, as when a cache is behind.</summary>
    public void Put(JsonObject entity, bool announce = true)
    {
        var metadata = entity["metadata"]!.AsObject();
        var revision = Interlocked.Increment(ref version);
        metadata["resourceVersion"] = revision.ToString(CultureInfo.InvariantCulture);
        var isNew = !objects.TryGetValue(KeyOf(metadata), out var before);
        metadata["uid"] ??= (string?)before?["metadata"]!["uid"] ?? Guid.NewGuid().ToString();
        objects[KeyOf(metadata)] = entity;
        if (announce)
        {
            Announce(revision, isNew ? "ADDED" : "MODIFIED", entity);
        }
    }

    public void Delete(string @namespace, string name)
    {
        objects.TryRemove($"{@namespace}/{name}", out var entity).ShouldBeTrue();
        var revision = Interlocked.Increment(ref version);
        entity!["metadata"]!["resourceVersion"] = revision.ToString(CultureInfo.InvariantCulture);
        Announce(revision, "DELETED", entity);
    }

    public void EndWatches()
    {
        lock (gate)
        {
            watchers.ForEach(watcher => watcher.Writer.TryComplete());
        }
    }

    public async Task ListOrWatchAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        if (context.Request.Query["watch"] == "true")
        {
            await WatchAsync(context);
            return;
        }

        var only = context.Request.RouteValues.GetValueOrDefault("ns") as string;
        var items = objects.Where(o => only is null || o.Key.StartsWith($"{only}/", StringComparison.Ordinal));
        var list = new JsonObject
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture) },
            ["items"] = new JsonArray([.. items.Select(o => o.Value.DeepClone())]),
        };
        await context.Response.WriteAsync(list.ToJsonString());
    }

    private static string KeyOf(JsonObject metadata) => $"{(string?)metadata["namespace"]}/{(string)metadata["name"]!}";

    private void Announce(int revision, string type, JsonObject entity)
    {
        var change = new JsonObject { ["type"] = type, ["object"] = entity.DeepClone() };
        lock (gate)
        {
            history.Add((revision, change.ToJsonString() + "\n"));
            watchers.ForEach(watcher => watcher.Writer.TryWrite(history[^1].Line));
        }
    }

    /// <summary>A watch from a version hears first what happened since then.</summary>
    private Channel<string> Watch(int since)
    {
        var channel = Channel.CreateUnbounded<string>();
        lock (gate)
        {
            watchers.Add(channel);
            history.Where(change => change.Version > since).ToList()
                .ForEach(change => channel.Writer.TryWrite(change.Line));
        }

        return channel;
    }

    private async Task WatchAsync(HttpContext context)
    {
        var channel = Watch(int.Parse(context.Request.Query["resourceVersion"]!, CultureInfo.InvariantCulture));
        try
        {
            await context.Response.StartAsync();
            await foreach (var line in channel.Reader.ReadAllAsync(context.RequestAborted))
            {
                await context.Response.WriteAsync(line);
                await context.Response.Body.FlushAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The watcher went away.
        }
        finally
        {
            lock (gate)
            {
                watchers.Remove(channel);
            }
        }
    }
}
