using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Webhook.Pods;

/// <summary>The wanted quantity of one device resource in the target container, and its present quantities.</summary>
/// <param name="Resource">The extended resource, for example intel.com/sriov.</param>
/// <param name="Wanted">The quantity that the target container must request.</param>
/// <param name="Requests">The present quantity in requests; null when the resource is missing.</param>
/// <param name="Limits">The present quantity in limits; null when the resource is missing.</param>
internal sealed record ResourceDemand(string Resource, long Wanted, long? Requests, long? Limits)
{
    /// <summary>
    /// The pod as a whole must request <paramref name="needed"/> devices. The requests of other containers and sidecars
    /// count, and the target container requests the rest. A quantity is never lowered, so a second pass changes
    /// nothing.
    /// </summary>
    /// <exception cref="FormatException">A quantity of this resource in the pod cannot be parsed.</exception>
    public static ResourceDemand MakeUp(PodJson pod, PodContainer target, string resource, long needed)
    {
        var (requests, limits, own) = Own(target, resource);
        var others = pod.Running().Where(c => c.Path != target.Path).Sum(c => Own(c, resource).Asked);
        return new ResourceDemand(resource, Math.Max(own, needed - others), requests, limits);
    }

    /// <summary>
    /// The target container must request <paramref name="needed"/> devices in addition to its own. An earlier pass has
    /// already added <paramref name="addedBefore"/> of the present quantity.
    /// </summary>
    /// <exception cref="FormatException">A quantity of this resource in the pod cannot be parsed.</exception>
    public static ResourceDemand AddTo(PodContainer target, string resource, long needed, long addedBefore)
    {
        var (requests, limits, own) = Own(target, resource);
        return new ResourceDemand(
            resource, Math.Max(own, own - Math.Min(own, addedBefore) + needed), requests, limits);
    }

    /// <summary>Whether a map of the target with the present quantity has to be patched.</summary>
    public bool Changes(long? present)
    {
        // An extended resource must have the same quantity in requests and limits, so a missing one is added. If the
        // two differ, the API server refuses the pod.
        var raises = Wanted > Math.Max(Requests ?? 0, Limits ?? 0);
        return Wanted > 0 && present != Wanted && (raises || present is null);
    }

    private static (long? Requests, long? Limits, long Asked) Own(PodContainer container, string resource)
    {
        var requests = Read(container.Json, "requests", resource);
        var limits = Read(container.Json, "limits", resource);
        return (requests, limits, Math.Max(requests ?? 0, limits ?? 0));
    }

    private static long? Read(JsonElement container, string map, string resource)
    {
        var resources = PodJson.Member(container, "resources", "a container");
        var entries = resources is { } present ? PodJson.Member(present, map, "a container's resources") : null;
        if (entries is not { } found || !found.TryGetProperty(resource, out var value))
        {
            return null;
        }

        // The limit prevents an overflow of sums over many containers.
        return ResourceQuantity.TryRead(value, out var count)
            ? Math.Min(count, int.MaxValue)
            : throw new FormatException(
            $"{map} for {resource} in a container must be a quantity, not {Quote.Short(value.GetRawText())}");
    }
}
