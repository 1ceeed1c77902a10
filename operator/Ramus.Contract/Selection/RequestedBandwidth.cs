using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Contract.Selection;

/// <summary>The key <c>bandwidth</c> of a selection.</summary>
internal static class RequestedBandwidth
{
    /// <summary>Every key that is read, in the order of <see cref="Bandwidth"/>.</summary>
    public static readonly string[] Keys = ["ingressRate", "ingressBurst", "egressRate", "egressBurst"];

    public static Bandwidth? Parse(JsonElement element, string what)
    {
        if (!element.TryGetObject("bandwidth", what, out var value))
        {
            return null;
        }

        var name = $"bandwidth of {what}";
        long?[] limits = [.. Keys.Select(key => Limit(value, key, name))];
        var bandwidth = new Bandwidth(limits[0], limits[1], limits[2], limits[3]);
        if (bandwidth == new Bandwidth(null, null, null, null))
        {
            throw new ContractException($"{name} must have one of {string.Join(", ", Keys)}: add one or remove the "
                + "key");
        }

        RefuseLoneBurst(bandwidth.IngressRate, bandwidth.IngressBurst, "ingress", name);
        RefuseLoneBurst(bandwidth.EgressRate, bandwidth.EgressBurst, "egress", name);
        return bandwidth;
    }

    private static long? Limit(JsonElement bandwidth, string key, string what) =>
        bandwidth.GetInteger(key, what) is { } limit
            ? limit > 0
                ? limit
                : throw new ContractException($"key '{key}' of {what}: {limit} is not a positive number")
            : null;

    private static void RefuseLoneBurst(long? rate, long? burst, string direction, string what)
    {
        if (burst is not null && rate is null)
        {
            throw new ContractException($"{what} has {direction}Burst but no {direction}Rate: add the rate");
        }
    }
}
