using System.Net;
using System.Text.Json;

namespace Ramus.Contract.Selection;

/// <summary>One element of a pod's networks annotation: a network and the pod's settings for it.</summary>
public sealed record NetworkSelection
{
    public required string Namespace { get; init; }

    public required string Name { get; init; }

    /// <summary>Name of the interface in the pod; null: Ramus chooses it (net1, net2, ...).</summary>
    public string? Interface { get; init; }

    /// <summary>
    /// MAC address, for plugins with the capability mac; six bytes in lower case with colons, whatever the spelling in
    /// the pod, so that equal addresses are equal texts.
    /// </summary>
    public string? Mac { get; init; }

    /// <summary>
    /// Eight bytes in lower case with colons, for plugins with the capability infinibandGUID.
    /// </summary>
    public string? InfinibandGuid { get; init; }

    /// <summary>A device that the pod names itself; an allocated device replaces it.</summary>
    public string? DeviceId { get; init; }

    /// <summary>Name of an IPAMClaim; Ramus checks the name only, other programs use it.</summary>
    public string? IpamClaimReference { get; init; }

    /// <summary>Addresses, with or without a prefix length, in the pod's spelling.</summary>
    public IReadOnlyList<string> Ips { get; init; } = [];

    /// <summary>
    /// The addresses of <see cref="Ips"/> without their prefix lengths, for comparisons: an IPv4-mapped IPv6 address is
    /// the IPv4 address, as for Go.
    /// </summary>
    public IEnumerable<IPAddress> Addresses => Ips.Select(IpText.AddressOf);

    /// <summary>Host ports that are forwarded to the pod.</summary>
    public IReadOnlyList<PortMapping> PortMappings { get; init; } = [];

    /// <summary>Traffic limits; null for none.</summary>
    public Bandwidth? Bandwidth { get; init; }

    /// <summary>A JSON object that is merged into <c>args.cni</c> of the configuration.</summary>
    public JsonElement? CniArgs { get; init; }

    /// <summary>
    /// Gateways of the default route; null: no default route requested, empty: requested without a gateway.
    /// </summary>
    public IReadOnlyList<IPAddress>? DefaultRoute { get; init; }

    /// <summary>The keys of the JSON form; others are ignored, as the standard says.</summary>
    public static IReadOnlyList<string> JsonKeys => JsonForm.Keys;

    /// <summary>The keys of a mapping in <c>portMappings</c>.</summary>
    public static IReadOnlyList<string> PortKeys => RequestedPorts.Keys;

    /// <summary>The keys of <c>bandwidth</c>.</summary>
    public static IReadOnlyList<string> BandwidthKeys => RequestedBandwidth.Keys;

    public NetworkKey Key => new(Namespace, Name);

    /// <summary>
    /// Reads the annotation in the short or the JSON form; one mistake makes the whole annotation invalid.
    /// </summary>
    /// <param name="annotation">The annotation's value; empty text requests no network.</param>
    /// <param name="defaultNamespace">The namespace of elements without a namespace.</param>
    /// <param name="what">The annotation's key, for messages.</param>
    public static IReadOnlyList<NetworkSelection> Parse(
        string annotation, string defaultNamespace, string what = Annotations.Networks)
    {
        if (string.IsNullOrWhiteSpace(annotation))
        {
            return [];
        }

        var name = $"annotation {what}";
        // The client library's rule: any of these characters means JSON.
        var selections = annotation.AsSpan().ContainsAny('[', '{', '"')
            ? JsonForm.Parse(annotation, defaultNamespace, name)
            : ShortForm.Parse(annotation, defaultNamespace, name);
        SelectionRules.RefuseConflicts(selections, name);
        return selections;
    }
}
