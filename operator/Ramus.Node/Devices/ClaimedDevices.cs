using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;
using Ramus.Node.Pods;
using Ramus.Node.Services;

namespace Ramus.Node.Devices;

/// <summary>
/// Dynamic resource allocation: the devices of a pod's resource claims, with the device ids and resource names for CNI
/// from the drivers' ResourceSlices. Devices without these attributes (GPUs, …) are ignored.
/// </summary>
internal sealed class ClaimedDevices(NodeServices node)
{
    private static readonly ResourceType Claims = new("resource.k8s.io", "v1", "resourceclaims");
    private static readonly ResourceType Slices = new("resource.k8s.io", "v1", "resourceslices");

    /// <summary>The devices of all claims of a pod.</summary>
    /// <exception cref="DevicesUnknownException">A claim is missing, not allocated, or not reserved for the
    /// pod.</exception>
    public async Task<AllocatedDevices> FindAsync(PodKey pod, PodClaims claims, CancellationToken cancellationToken)
    {
        var devices = new AllocatedDevices();
        var slices = new Dictionary<string, SliceDevices>(StringComparer.Ordinal);
        foreach (var name in claims.Names)
        {
            foreach (var device in await ReadAsync(pod, name, cancellationToken))
            {
                if (await DescribeAsync(device, slices, cancellationToken) is { Id: { } id, Resource: { } resource })
                {
                    devices.Add(resource, [id]);
                }
            }
        }

        if (claims.Extended is { } extended)
        {
            await AddAsync(devices, pod, extended, slices, cancellationToken);
        }

        return devices;
    }

    private async Task AddAsync(
        AllocatedDevices devices, PodKey pod, ExtendedResourceClaim claim, Dictionary<string, SliceDevices> slices,
        CancellationToken cancellationToken)
    {
        var results = await ReadAsync(pod, claim.Name, cancellationToken);
        foreach (var (request, resource) in claim.Mappings)
        {
            var mapped = results.Where(result => result.Request == request).ToList();
            if (mapped.Count == 0)
            {
                throw new DevicesUnknownException(
                    $"resource claim {pod.Namespace}/{claim.Name} of pod {pod} has no device for request '{request}'");
            }

            foreach (var device in mapped)
            {
                var described = await DescribeAsync(device, slices, cancellationToken);
                if (SliceDevice.WhyNot(described, resource) is { } reason)
                {
                    throw new DevicesUnknownException(
                        $"device {device.Device} of driver {device.Driver}, pool {device.Pool}, which is allocated to "
                        + $"pod {pod} for resource '{resource}', {reason}");
                }

                devices.Add(resource, [described!.Id!]);
            }
        }
    }

    private async Task<IReadOnlyList<ClaimedDevice>> ReadAsync(
        PodKey pod, string name, CancellationToken cancellationToken)
    {
        if (await node.FindAsync(Claims, new ObjectKey(pod.Namespace, name), cancellationToken) is not { } claim)
        {
            throw new DevicesUnknownException(
                $"resource claim {pod.Namespace}/{name} of pod {pod} was not found: it was deleted, or the API server "
                + "does not serve resource.k8s.io/v1");
        }

        return !ClaimedDevice.IsReservedFor(claim, pod.Uid)
            ? throw new DevicesUnknownException(
                $"resource claim {pod.Namespace}/{name} is not reserved for pod {pod} with UID {pod.Uid}")
            : ClaimedDevice.Of(claim)
            ?? throw new DevicesUnknownException(
                $"resource claim {pod.Namespace}/{name} of pod {pod} has no device allocation");
    }

    private async Task<SliceDevice?> DescribeAsync(
        ClaimedDevice device, Dictionary<string, SliceDevices> slices, CancellationToken cancellationToken)
    {
        if (!slices.TryGetValue(device.Driver, out var known))
        {
            var selector = Uri.EscapeDataString($"spec.nodeName={node.NodeName},spec.driver={device.Driver}");
            var list = await node.Client.GetJsonAsync(
                $"{Slices.ListPath()}?fieldSelector={selector}", cancellationToken);
            slices.Add(device.Driver, known = SliceDevices.Of(list));
        }

        return known.Find(device);
    }
}
