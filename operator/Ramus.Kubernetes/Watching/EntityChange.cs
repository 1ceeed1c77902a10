using Ramus.Kubernetes.Client;

namespace Ramus.Kubernetes.Watching;

/// <summary>What happened to an object in the cache.</summary>
public enum EntityChangeType
{
    Added,
    Modified,
    Deleted,
}

/// <summary>One change of the cache. Entity is the new state, or the last known state of a deleted object.</summary>
public sealed record EntityChange<T>(EntityChangeType Type, ObjectKey Key, T Entity, T? Previous = null)
    where T : class;
