using System.Text.Json;
using Ramus.Kubernetes;
using Ramus.Networks;
using Ramus.Validation;

namespace Ramus.Webhook.Networks;

/// <summary>All that is kept of a NetworkAttachmentDefinition: ten thousand of them stay small.</summary>
internal sealed record KnownNetwork(string? ResourceName)
{
    private static readonly KnownNetwork WithoutResource = new((string?)null);

    /// <summary>Where its addresses are booked; none for most networks.</summary>
    public IReadOnlyList<AddressPool> Pools { get; init; } = [];

    public static KnownNetwork Of(JsonElement network)
    {
        var known = network.TextAt("metadata", "annotations", Annotations.ResourceName) is { } name
            ? new KnownNetwork(name)
            : WithoutResource;
        return NetworkAdmission.PoolsOf(network) is { Count: > 0 } pools ? known with { Pools = pools } : known;
    }
}
