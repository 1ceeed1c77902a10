using System.Text.Json;
using Ramus.Kubernetes.Client;
using Ramus.Operator.Crd;

namespace Ramus.Operator.Hosting;

/// <summary>That an object is there; of a CRD also why it is not served (null = it is).</summary>
internal sealed record ObjectSeen(ObjectKey Key, string? NotEstablishedReason)
{
    internal static ObjectSeen Of(JsonElement entity) =>
        new(entity.KeyOf(), CrdDefinition.NotEstablishedReason(entity));
}
