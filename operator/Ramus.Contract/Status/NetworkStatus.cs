using System.Text.Json;
using Ramus.Contract.Cni;

namespace Ramus.Contract.Status;

/// <summary>One entry of a pod's network-status annotation.</summary>
public sealed record NetworkStatus
{
    /// <summary>All keys of an entry.</summary>
    public static IReadOnlyList<string> Keys { get; } =
        ["name", "interface", "ips", "mac", "mtu", "default", "dns", "device-info", "gateway"];

    /// <summary>Name of the network: <c>namespace/name</c>, or the default network's own name.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the interface; null when the plugin reported no interface.</summary>
    public string? Interface { get; init; }

    /// <summary>Addresses without prefix length.</summary>
    public IReadOnlyList<string> Ips { get; init; } = [];

    /// <summary>The hardware address in lower case with colons, whatever the plugin's spelling.</summary>
    public string? Mac { get; init; }

    /// <summary>The MTU in bytes; null when the plugin does not report it.</summary>
    public int? Mtu { get; init; }

    /// <summary>Whether this is the pod's default network; true for at most one entry of a pod.</summary>
    public bool Default { get; init; }

    public ResultDns Dns { get; init; } = ResultDns.Empty;

    /// <summary>The device plugin's information about the device; null without a device.</summary>
    public JsonElement? DeviceInfo { get; init; }

    /// <summary>
    /// Gateways of default routes; for a route without one, the gateway of the first address of its family (CNI
    /// specification, section 5), which plugins use in that case.
    /// </summary>
    public IReadOnlyList<string> Gateways { get; init; } = [];

    /// <summary>
    /// The entries of one attachment: one per interface in the pod; for a result without such an interface, one entry
    /// with the addresses and the device that are known (NPWG 5.1.1). Multus omits that entry.
    /// </summary>
    /// <param name="name">The network's name.</param>
    /// <param name="requested">The interface that ADD requested, for an entry whose result names no interface.</param>
    /// <param name="result">The result of ADD.</param>
    /// <param name="isDefault">Whether this is the pod's default network.</param>
    /// <param name="deviceInfo">The information about the attachment's device; null without a device.</param>
    public static IReadOnlyList<NetworkStatus> FromResult(
        string name, string requested, CniResult result, bool isDefault, JsonElement? deviceInfo = null) =>
        StatusEntries.From(name, requested, result, isDefault, deviceInfo);

    /// <summary>The annotation's value, byte for byte as Multus writes it.</summary>
    public static string ToAnnotation(IEnumerable<NetworkStatus> statuses) => StatusText.Write(statuses);

    /// <summary>Reads the annotation's value; empty text gives no entries.</summary>
    public static IReadOnlyList<NetworkStatus> Parse(string annotation) => StatusText.Read(annotation);
}
