using System.Text.Json;
using Ramus.Contract.Cni;

namespace Ramus.Contract.Status;

/// <summary>One entry of a pod's network-status annotation.</summary>
public sealed record NetworkStatus
{
    /// <summary>Every key of an entry.</summary>
    public static IReadOnlyList<string> Keys { get; } =
        ["name", "interface", "ips", "mac", "mtu", "default", "dns", "device-info", "gateway"];

    /// <summary>Name of the network: <c>namespace/name</c>, or the default network's own name.</summary>
    public required string Name { get; init; }

    /// <summary>Null for an attachment whose plugin told no interface.</summary>
    public string? Interface { get; init; }

    /// <summary>Addresses without prefix length.</summary>
    public IReadOnlyList<string> Ips { get; init; } = [];

    public string? Mac { get; init; }

    /// <summary>In bytes; null when the plugin does not say.</summary>
    public int? Mtu { get; init; }

    /// <summary>True for at most one entry of a pod.</summary>
    public bool Default { get; init; }

    public ResultDns Dns { get; init; } = ResultDns.Empty;

    /// <summary>What the device plugin wrote of the device; null without one.</summary>
    public JsonElement? DeviceInfo { get; init; }

    /// <summary>Gateways of default routes.</summary>
    public IReadOnlyList<string> Gateways { get; init; } = [];

    /// <summary>
    /// The entries of one attachment: one per interface in the pod; none for a result without interfaces,
    /// as Multus leaves such attachments out.
    /// </summary>
    public static IReadOnlyList<NetworkStatus> FromResult(
        string name, CniResult result, bool isDefault, JsonElement? deviceInfo = null) =>
        StatusEntries.From(name, result, isDefault, deviceInfo);

    /// <summary>The annotation's value, byte for byte as Multus writes it.</summary>
    public static string ToAnnotation(IEnumerable<NetworkStatus> statuses) => StatusText.Write(statuses);

    /// <summary>Reads the annotation's value; empty text has no entries.</summary>
    public static IReadOnlyList<NetworkStatus> Parse(string annotation) => StatusText.Read(annotation);
}
