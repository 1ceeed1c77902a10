using Microsoft.Extensions.Logging;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Watching;
using k8s;

namespace Ramus.Operator.Hosting;

/// <summary>
/// Watches single objects by name: their changes are only the sign to look, so nothing of them is kept.
/// </summary>
internal static class Triggers
{
    internal static Reflector<ObjectSeen> Watch(
        IKubernetes client, ResourceType type, string? @namespace, string name, ILogger logger) =>
        new(client, type, ObjectSeen.Of, new ReflectorOptions
        {
            Namespace = @namespace,
            FieldSelector = $"metadata.name={name}",
        }, logger);
}
