using System.Text.Json;
using k8s;
using Microsoft.Extensions.Logging;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Events;

namespace Ramus.Node.Services;

/// <summary>The services that all parts of the agent share.</summary>
internal sealed record NodeServices
{
    public required string NodeName { get; init; }

    public required IKubernetes Client { get; init; }

    public required EventPublisher Events { get; init; }

    public required NodeMetrics Metrics { get; init; }

    public required ILogger Logger { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Reads an object from the API server; null when it does not exist.</summary>
    public Task<JsonElement?> FindAsync(ResourceType type, ObjectKey key, CancellationToken cancellationToken) =>
        Client.FindJsonAsync(type.ObjectPath(key.Namespace, key.Name), cancellationToken);
}
