using System.Text.Json;
using Ramus.Kubernetes;
using Ramus.Networks;

namespace Ramus.Webhook.Networks;

/// <summary>All that is kept of a NetworkAttachmentDefinition: ten thousand of them stay small.</summary>
internal sealed record KnownNetwork(string? ResourceName)
{
    private static readonly KnownNetwork WithoutResource = new((string?)null);

    public static KnownNetwork Of(JsonElement network) =>
        network.TextAt("metadata", "annotations", Annotations.ResourceName) is { } name
            ? new KnownNetwork(name)
            : WithoutResource;
}
