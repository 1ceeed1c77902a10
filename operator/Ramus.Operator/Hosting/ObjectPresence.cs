using System.Text.Json;
using k8s;
using Microsoft.Extensions.Logging;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Watching;
using Ramus.Operator.Crd;

namespace Ramus.Operator.Hosting;

/// <summary>An existing object; for a CRD, also why the API server does not serve it (null = it does).</summary>
internal sealed record ObjectPresence(ObjectKey Key, string? NotEstablishedReason)
{
    /// <summary>
    /// Watches one object by its name. A change only wakes the reconciler up, so the object's content is not kept.
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
