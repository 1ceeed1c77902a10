using System.Text.Json;
using k8s;
using Microsoft.Extensions.Logging;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Events;

namespace Ramus.Node.Services;

/// <summary>What every part of the agent needs.</summary>
internal sealed record NodeServices
{
    public required string NodeName { get; init; }

    public required IKubernetes Client { get; init; }

    public required EventPublisher Events { get; init; }

    public required NodeMetrics Metrics { get; init; }

    public required ILogger Logger { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>One live read; null when the object does not exist.</summary>
    public Task<JsonElement?> FindAsync(ResourceType type, ObjectKey key, CancellationToken cancellationToken) =>
        Client.FindJsonAsync(type.ObjectPath(key.Namespace, key.Name), cancellationToken);
}
