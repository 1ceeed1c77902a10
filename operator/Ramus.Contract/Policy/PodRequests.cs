using Ramus.Contract.Selection;

namespace Ramus.Contract.Policy;

/// <summary>What the pods of some namespaces may ask of a network besides being attached to it.</summary>
/// <param name="Namespaces">Namespaces of the pods, as patterns.</param>
/// <param name="Allowed">Words of <see cref="Words"/>; null allows all.</param>
/// <param name="HostPorts">Ports of the node that <c>portMappings</c> may take; null allows all.</param>
public sealed record PodRequests(
    IReadOnlyList<string> Namespaces, IReadOnlyList<string>? Allowed, IReadOnlyList<PortRange>? HostPorts)
{
    private const string DefaultNetwork = "default-network";

    /// <summary>Everything that can be allowed, by the keys of the annotation.</summary>
    public static IReadOnlyList<string> Words { get; } =
    [
        "ips", "mac", "infiniband-guid", "deviceID", "cni-args", "portMappings", "bandwidth", "default-route",
        DefaultNetwork,
    ];

    /// <summary>Why a pod may not ask for this, or null.</summary>
    /// <param name="selection">One element of a pod's annotation.</param>
    /// <param name="isDefault">Whether it takes the place of the cluster's default network.</param>
    public string? WhyForbidden(NetworkSelection selection, bool isDefault)
    {
        if (Allowed is { } allowed)
        {
            foreach (var word in Asked(selection, isDefault))
            {
                if (!allowed.Contains(word))
                {
                    return $"network '{selection.Key}': pods of this namespace may not ask for '{word}'; the policy "
                        + $"allows {(allowed.Count == 0 ? "no settings" : string.Join(", ", allowed))}; remove it from "
                        + "the pod's annotation";
                }
            }
        }

        return HostPorts is { } ranges
            && selection.PortMappings.FirstOrDefault(port => !ranges.Any(r => r.Contains(port.HostPort))) is { } wrong
            ? $"network '{selection.Key}': pods of this namespace may not use host port {wrong.HostPort}; the policy "
                + $"allows {(ranges.Count == 0 ? "no host ports" : string.Join(", ", ranges))}; change it in the pod's "
                + "annotation"
            : null;
    }

    private static IEnumerable<string> Asked(NetworkSelection selection, bool isDefault)
    {
        bool[] isAsked =
        [
            selection.Ips.Count > 0, selection.Mac is not null, selection.InfinibandGuid is not null,
            selection.DeviceId is not null, selection.CniArgs is not null, selection.PortMappings.Count > 0,
            selection.Bandwidth is not null, selection.DefaultRoute is not null, isDefault,
        ];
        return Words.Where((_, index) => isAsked[index]);
    }
}
