using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Policy;

/// <summary>
/// The settings that pods of some namespaces may request of a network, in addition to the attachment.
/// </summary>
/// <param name="Namespaces">Namespaces of the pods, as patterns.</param>
/// <param name="Allowed">Words of <see cref="Words"/>; null allows all.</param>
/// <param name="HostPorts">Host ports that <c>portMappings</c> may use; null allows all.</param>
public sealed record PodRequests(
    IReadOnlyList<string> Namespaces, IReadOnlyList<string>? Allowed, IReadOnlyList<PortRange>? HostPorts)
{
    private const string DefaultNetwork = "default-network";

    /// <summary>All settings that can be allowed: keys of the annotation.</summary>
    public static IReadOnlyList<string> Words { get; } =
    [
        "ips", "mac", "infiniband-guid", "deviceID", "cni-args", "portMappings", "bandwidth", "default-route",
        DefaultNetwork,
    ];

    /// <summary>The reason why a pod may not request this, or null.</summary>
    /// <param name="selection">One element of a pod's annotation.</param>
    /// <param name="isDefault">Whether the network replaces the cluster's default network.</param>
    public string? WhyForbidden(NetworkSelection selection, bool isDefault)
    {
        if (Allowed is { } allowed)
        {
            foreach (var (word, what) in Asked(selection, isDefault))
            {
                if (!allowed.Contains(word))
                {
                    return $"network '{selection.Key}': pods of this namespace may not request {what}; the policy "
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

    private static IEnumerable<(string Word, string What)> Asked(NetworkSelection selection, bool isDefault)
    {
        bool[] isAsked =
        [
            selection.Ips.Count > 0, selection.Mac is not null, selection.InfinibandGuid is not null,
            selection.DeviceId is not null, selection.CniArgs is not null, selection.PortMappings.Count > 0,
            selection.Bandwidth is not null, selection.DefaultRoute is not null, isDefault,
        ];
        return Words.Where((_, index) => isAsked[index]).Select(static word => (word, $"'{word}'"))
            .Concat(ArgumentRequest.Of(selection.CniArgs).Select(static request =>
                (request.Setting, $"'{request.Setting}' with the key '{Quote.Short(request.Key)}' of 'cni-args'")));
    }
}
