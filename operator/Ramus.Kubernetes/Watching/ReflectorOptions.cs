namespace Ramus.Kubernetes.Watching;

/// <summary>What a reflector asks for, and its patience.</summary>
public sealed record ReflectorOptions
{
    /// <summary>Null = the whole cluster (or a cluster-scoped resource).</summary>
    public string? Namespace { get; init; }

    /// <summary>As the API server reads it, for example "app=web,tier!=cache"; null selects all.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>For example "spec.nodeName=node-1" or "metadata.name=ramus".</summary>
    public string? FieldSelector { get; init; }

    /// <summary>Only metadata of the objects comes over the wire (PartialObjectMetadata): a tenth of a pod.</summary>
    public bool IsMetadataOnly { get; init; }

    /// <summary>Objects per page of a list.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>
    /// How long the server keeps a watch open; 10 % of jitter is added so that watches do not end together.
    /// </summary>
    public TimeSpan WatchTimeout { get; init; } = TimeSpan.FromSeconds(290);

    /// <summary>How long a watch may outlive its timeout before it counts as dead.</summary>
    public TimeSpan WatchGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest silence within a list, and before a watch's headers.</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Awaited before more of an answer is read: whoever has no room for more objects makes the API server wait. Null
    /// never waits.
    /// </summary>
    public Func<CancellationToken, Task>? WaitForRoomAsync { get; init; }

    /// <summary>Pause after the first failure; it doubles up to <see cref="MaxBackoff"/>.</summary>
    public TimeSpan MinBackoff { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest pause between attempts.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(30);
}
