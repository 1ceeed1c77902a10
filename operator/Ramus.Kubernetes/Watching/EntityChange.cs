using Ramus.Kubernetes.Client;

namespace Ramus.Kubernetes.Watching;

/// <summary>The type of a change in the cache.</summary>
public enum EntityChangeType
{
    /// <summary>The object is new in the cache.</summary>
    Added,

    /// <summary>The object has changed.</summary>
    Modified,

    /// <summary>The object was deleted from the API server.</summary>
    Deleted,
}

/// <summary>One change in the cache. Entity is the new state, or the last known state of a deleted object.</summary>
public sealed record EntityChange<T>(EntityChangeType Type, ObjectKey Key, T Entity, T? Previous = null)
    where T : class;
