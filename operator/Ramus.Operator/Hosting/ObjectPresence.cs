using System.Text.Json;
using k8s;
using Microsoft.Extensions.Logging;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Watching;
using Ramus.Operator.Crd;

namespace Ramus.Operator.Hosting;

/// <summary>That an object is there; of a CRD also why it is not served (null = it is).</summary>
internal sealed record ObjectPresence(ObjectKey Key, string? NotEstablishedReason)
{
    /// <summary>
    /// Watches one object by its name: its changes are only the sign to look, so nothing else of it is kept.
    /// </summary>
    internal static Reflector<ObjectPresence> Watch(
        IKubernetes client, ResourceType type, string? @namespace, string name, ILogger logger) =>
        new(client, type, Of, new ReflectorOptions
        {
            Namespace = @namespace,
            FieldSelector = $"metadata.name={name}",
        }, logger);

    private static ObjectPresence Of(JsonElement entity) =>
        new(entity.KeyOf(), CrdDefinition.NotEstablishedReason(entity));
}
