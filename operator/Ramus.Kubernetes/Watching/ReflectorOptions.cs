namespace Ramus.Kubernetes.Watching;

/// <summary>A reflector's namespace, selectors and timeouts.</summary>
public sealed record ReflectorOptions
{
    /// <summary>The namespace; null = the whole cluster, or a cluster-scoped resource.</summary>
    public string? Namespace { get; init; }

    /// <summary>A label selector, for example "app=web,tier!=cache"; null selects all objects.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>A field selector, for example "spec.nodeName=node-1" or "metadata.name=ramus".</summary>
    public string? FieldSelector { get; init; }

    /// <summary>
    /// Whether only the objects' metadata is transferred (PartialObjectMetadata), which is a tenth of a pod's size.
    /// </summary>
    public bool IsMetadataOnly { get; init; }

    /// <summary>Objects per page of a list.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>
    /// The time for which the server keeps a watch open. Up to 10 % is added so that watches do not end together.
    /// </summary>
    public TimeSpan WatchTimeout { get; init; } = TimeSpan.FromSeconds(290);

    /// <summary>The time after the timeout at which a watch counts as dead.</summary>
    public TimeSpan WatchGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait for the next part of a list, and for the response headers of a watch.</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Awaited before each read of a response. A program that has no room for more objects makes the API server wait.
    /// Null never waits.
    /// </summary>
    public Func<CancellationToken, Task>? WaitForRoomAsync { get; init; }

    /// <summary>The delay after the first failure; it doubles up to <see cref="MaxBackoff"/>.</summary>
    public TimeSpan MinBackoff { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest delay between attempts.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(30);
}
