using Ramus.Kubernetes.Client;

namespace Ramus.Kubernetes.Watching;

/// <summary>What happened to an object in the cache.</summary>
public enum EntityChangeType
{
    /// <summary>It was not in the cache before.</summary>
    Added,

    /// <summary>Another state of an object that was there.</summary>
    Modified,

    /// <summary>It is gone from the API server.</summary>
    Deleted,
}

/// <summary>One change of the cache. Entity is the new state, or the last known state of a deleted object.</summary>
public sealed record EntityChange<T>(EntityChangeType Type, ObjectKey Key, T Entity, T? Previous = null)
    where T : class;
