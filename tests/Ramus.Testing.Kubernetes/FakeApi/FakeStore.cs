using System.Text.Json.Nodes;

namespace Ramus.Testing.Kubernetes.FakeApi;

/// <summary>The fake etcd: objects, one increasing resource version, and the history that watches read.</summary>
public sealed class FakeStore
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, (ApiPath Path, JsonObject Object)> objects = new(StringComparer.Ordinal);
    private readonly List<StoredEvent> history = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long version = 100;

    public sealed record StoredEvent(long Version, string Type, ApiPath Path, JsonObject Object);

    public long Version => Locked(() => version);

    /// <summary>Resource versions below this one are compacted: watches that start there get 410.</summary>
    public long Compacted { get; private set; }

    /// <summary>Completes at the next change.</summary>
    public Task Changed => Locked(() => changed.Task);

    public JsonObject Put(string objectPath, string json) =>
        Put(ApiPath.Parse(objectPath)!, (JsonObject)JsonNode.Parse(json)!);

    /// <param name="path">The path of the object.</param>
    /// <param name="entity">The complete object.</param>
    /// <param name="announce">False: no watch reports the change, as when a cache is stale.</param>
    public JsonObject Put(ApiPath path, JsonObject entity, bool announce = true) => Locked(() =>
    {
        path = path with { Subresource = "" };
        var known = objects.TryGetValue(path.ToString(), out var old);
        var copy = (JsonObject)entity.DeepClone();
        if (copy["metadata"] is not JsonObject metadata)
        {
            copy["metadata"] = metadata = [];
        }

        metadata["name"] = path.Name;
        metadata["uid"] = known ? old.Object["metadata"]!["uid"]!.GetValue<string>() : Guid.NewGuid().ToString();
        if (path.Namespace.Length > 0)
        {
            metadata["namespace"] = path.Namespace;
        }

        metadata["resourceVersion"] = $"{++version}";
        objects[path.ToString()] = (path, copy);
        if (announce)
        {
            Tell(known ? "MODIFIED" : "ADDED", path, copy);
        }

        return (JsonObject)copy.DeepClone();
    });

    public JsonObject? Delete(ApiPath path) => Locked(() =>
    {
        if (!objects.Remove(path.ToString(), out var old))
        {
            return null;
        }

        var last = (JsonObject)old.Object.DeepClone();
        last["metadata"]!["resourceVersion"] = $"{++version}";
        Tell("DELETED", path, last);
        return last;
    });

    public JsonObject? Delete(string objectPath) => Delete(ApiPath.Parse(objectPath)!);

    public JsonObject? Find(ApiPath path) => Locked(() =>
        objects.TryGetValue((path with { Subresource = "" }).ToString(), out var found)
            ? (JsonObject)found.Object.DeepClone() : null);

    public JsonObject? Find(string objectPath) => Find(ApiPath.Parse(objectPath)!);

    public IReadOnlyList<JsonObject> List(ApiPath collection) => Locked(() => (IReadOnlyList<JsonObject>)
        [.. objects.Values.Where(o => collection.Holds(o.Path)).Select(o => (JsonObject)o.Object.DeepClone())]);

    public IReadOnlyList<StoredEvent> After(long version, ApiPath collection) => Locked(() =>
        (IReadOnlyList<StoredEvent>)[.. history.Where(
            e => e.Version > version && (e.Type == "BOOKMARK" || collection.Holds(e.Path)))]);

    /// <summary>Sends the current resource version to the watches without a change.</summary>
    public void Bookmark() => Locked(() =>
    {
        var version = ++this.version;
        Tell("BOOKMARK", new ApiPath("", "", "", "", ""),
            new JsonObject { ["metadata"] = new JsonObject { ["resourceVersion"] = $"{version}" } });
        return 0;
    });

    /// <summary>Deletes the history, as etcd's compaction does.</summary>
    public void Compact() => Locked(() =>
    {
        Compacted = ++version;
        history.Clear();
        return 0;
    });

    private void Tell(string type, ApiPath path, JsonObject entity)
    {
        history.Add(new StoredEvent(version, type, path, (JsonObject)entity.DeepClone()));
        var changed = this.changed;
        this.changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }

    private T Locked<T>(Func<T> action)
    {
        lock (gate)
        {
            return action();
        }
    }
}
