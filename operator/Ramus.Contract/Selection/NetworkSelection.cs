using System.Net;
using System.Text.Json;

namespace Ramus.Contract.Selection;

/// <summary>One element of a pod's networks annotation: a network, and what the pod wants from it.</summary>
public sealed record NetworkSelection
{
    public required string Namespace { get; init; }

    public required string Name { get; init; }

    /// <summary>Name of the interface in the pod; null leaves it to the plugin (net1, net2, ...).</summary>
    public string? Interface { get; init; }

    /// <summary>Hardware address, for plugins with the capability mac.</summary>
    public string? Mac { get; init; }

    /// <summary>Eight bytes in hexadecimal, for plugins with the capability infinibandGUID.</summary>
    public string? InfinibandGuid { get; init; }

    /// <summary>A device that the pod names itself; one that was allocated to it takes its place.</summary>
    public string? DeviceId { get; init; }

    /// <summary>Name of an IPAMClaim; checked, and left to others.</summary>
    public string? IpamClaimReference { get; init; }

    /// <summary>Addresses, with or without a prefix length, in the pod's spelling.</summary>
    public IReadOnlyList<string> Ips { get; init; } = [];

    /// <summary>Ports of the host that lead to the pod.</summary>
    public IReadOnlyList<PortMapping> PortMappings { get; init; } = [];

    /// <summary>Limits of its traffic; null for none.</summary>
    public Bandwidth? Bandwidth { get; init; }

    /// <summary>An object, merged into <c>args.cni</c> of the configuration.</summary>
    public JsonElement? CniArgs { get; init; }

    /// <summary>Gateways of the default route; null: not asked for, empty: asked for without a gateway.</summary>
    public IReadOnlyList<IPAddress>? DefaultRoute { get; init; }

    /// <summary>The keys of the JSON form; others are ignored, as the standard says.</summary>
    public static IReadOnlyList<string> JsonKeys => JsonForm.Keys;

    /// <summary>The keys of a mapping in <c>portMappings</c>.</summary>
    public static IReadOnlyList<string> PortKeys => RequestedPorts.Keys;

    /// <summary>The keys of <c>bandwidth</c>.</summary>
    public static IReadOnlyList<string> BandwidthKeys => RequestedBandwidth.Keys;

    public NetworkKey Key => new(Namespace, Name);

    /// <summary>Reads the annotation in either form; one mistake makes the whole annotation invalid.</summary>
    /// <param name="annotation">Its value; empty text asks for no network.</param>
    /// <param name="defaultNamespace">Namespace of elements that name none.</param>
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
