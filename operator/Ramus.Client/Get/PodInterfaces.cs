using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;
using Ramus.Contract.Status;
using Ramus.Kubernetes.Client;

namespace Ramus.Client.Get;

/// <summary>Reads the interfaces of pods from their annotations.</summary>
internal static class PodInterfaces
{
    // The keys of a device in the order of device-info-spec.
    private static readonly (string Type, string Key)[] Devices =
    [
        ("pci", "pci-address"), ("vdpa", "pci-address"), ("vhost-user", "path"), ("memif", "path"),
        ("vfio", "pci-address"),
    ];

    /// <summary>The interfaces of a pod, and the networks that it waits for.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="generations">The generations of the networks; null when they are unknown.</param>
    public static IEnumerable<PodInterface> Of(
        JsonElement pod, IReadOnlyDictionary<string, long>? generations)
    {
        var annotations = pod.TextMapAt("metadata", "annotations");
        var common = new PodInterface
        {
            Namespace = pod.TextAt("metadata", "namespace") ?? "",
            Pod = pod.TextAt("metadata", "name") ?? "",
            Node = pod.TextAt("spec", "nodeName") ?? "",
        };
        return annotations.GetValueOrDefault(Annotations.NetworkStatus) is { Length: > 0 } status
            ? Attached(common, status, annotations, generations)
            : Waiting(common, annotations);
    }

    private static IEnumerable<PodInterface> Attached(
        PodInterface common, string status, Dictionary<string, string> annotations,
        IReadOnlyDictionary<string, long>? generations)
    {
        try
        {
            var own = NetworkGenerations.Read(annotations.GetValueOrDefault(Annotations.NetworkGenerations));
            return
            [
                .. NetworkStatus.Parse(status).Select(entry => common with
                {
                    Interface = entry.Interface ?? "",
                    Network = entry.Name,
                    Addresses = entry.Ips,
                    Mac = entry.Mac ?? "",
                    Device = DeviceOf(entry),
                    Mtu = entry.Mtu,
                    Gateways = entry.Gateways,
                    IsDefault = entry.Default,
                    IsOutdated = own.TryGetValue(entry.Name, out var generation)
                        && generations?.TryGetValue(entry.Name, out var newest) == true
                            ? generation < newest
                            : null,
                }),
            ];
        }
        catch (ContractException)
        {
            // Users can write any text into the annotation.
            return [common with { Network = "(the network-status cannot be read)" }];
        }
    }

    private static IEnumerable<PodInterface> Waiting(PodInterface common, Dictionary<string, string> annotations)
    {
        try
        {
            return NetworkSelection.Parse(
                    annotations.GetValueOrDefault(Annotations.Networks, ""), common.Namespace)
                .Select(selection => common with { Network = selection.Key.ToString() });
        }
        catch (ContractException)
        {
            return [common with { Network = "(the annotation cannot be read)" }];
        }
    }

    private static string DeviceOf(NetworkStatus entry)
    {
        if (entry.DeviceInfo is not { } info)
        {
            return "";
        }

        foreach (var (type, key) in Devices)
        {
            if (info.TextAt(type, key) is { Length: > 0 } device)
            {
                return device;
            }
        }

        return info.TextAt("type") ?? "";
    }
}
