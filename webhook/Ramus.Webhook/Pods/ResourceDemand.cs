using System.Text.Json;

namespace Ramus.Webhook.Pods;

/// <summary>How much of one device resource a pod's networks need, against what the pod asks for by itself.</summary>
/// <param name="Resource">The extended resource, for example intel.com/sriov.</param>
/// <param name="Wanted">What the target container has to ask for.</param>
/// <param name="Requests">What it asks for in requests; null when the resource is not there.</param>
/// <param name="Limits">The same in limits.</param>
internal sealed record ResourceDemand(string Resource, long Wanted, long? Requests, long? Limits)
{
    /// <summary>
    /// The pod as a whole must ask for <paramref name="needed"/>. What other containers and sidecars ask for counts,
    /// the target makes up the rest, and nothing is ever lowered: a second pass changes nothing.
    /// </summary>
    /// <exception cref="FormatException">A quantity of this resource in the pod cannot be read.</exception>
    public static ResourceDemand MakeUp(PodJson pod, PodContainer target, string resource, long needed)
    {
        var (requests, limits, own) = Own(target, resource);
        var others = pod.Running().Where(c => c.Path != target.Path).Sum(c => Own(c, resource).Asked);
        return new ResourceDemand(resource, Math.Max(own, needed - others), requests, limits);
    }

    /// <summary>
    /// The target asks for <paramref name="needed"/> besides what it asks for itself, of which
    /// <paramref name="addedBefore"/> were added by an earlier pass.
    /// </summary>
    /// <exception cref="FormatException">A quantity of this resource in the pod cannot be read.</exception>
    public static ResourceDemand AddTo(PodContainer target, string resource, long needed, long addedBefore)
    {
        var (requests, limits, own) = Own(target, resource);
        return new ResourceDemand(
            resource, Math.Max(own, own - Math.Min(own, addedBefore) + needed), requests, limits);
    }

    /// <summary>Whether the given map of the target has to be written.</summary>
    public bool Changes(long? present)
    {
        // An extended resource must stand in both maps with one value, so a missing side is filled in. Two sides that
        // differ are the user's mistake, and the API server says so.
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

        // The cap keeps sums over many containers far from overflowing.
        return ResourceQuantity.TryRead(value, out var count)
            ? Math.Min(count, int.MaxValue)
            : throw new FormatException($"{map} for {resource} in a container is {value.GetRawText()}, not a quantity");
    }
}
