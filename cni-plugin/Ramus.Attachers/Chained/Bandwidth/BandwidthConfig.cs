using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Chained.Bandwidth;

/// <summary>The configuration of the plugin <c>bandwidth</c>.</summary>
/// <param name="Ingress">The limit of the packets to the pod; null for none.</param>
/// <param name="Egress">The limit of the packets from the pod; null for none.</param>
internal sealed record BandwidthConfig(TokenBucket? Ingress, TokenBucket? Egress)
{
    private const string What = PluginRequest.What;
    private const string Argument = "bandwidth";
    private const string IngressRate = "ingressRate", IngressBurst = "ingressBurst";
    private const string EgressRate = "egressRate", EgressBurst = "egressBurst";
    private const int BitsPerByte = 8;

    private static readonly string[] Limits = [IngressRate, IngressBurst, EgressRate, EgressBurst];

    /// <summary>The first key that only the program knows; null for none.</summary>
    public static string? WhyUnknown(JsonElement config) =>
        KnownKeys.FindUnknown(config, Limits, Argument)
        ?? (config.TryGetKey("runtimeConfig", out var arguments) && arguments.TryGetKey(Argument, out var given)
            ? KnownKeys.FindUnknownIn(given, Argument, Limits)
            : null);

    /// <summary>
    /// Reads the configuration. Limits of the network win over those of the pod, even when they are 0 or null.
    /// </summary>
    /// <exception cref="CniException">A limit is invalid.</exception>
    /// <exception cref="ContractException">A value has the wrong type.</exception>
    public static BandwidthConfig Read(PluginRequest request)
    {
        var own = Read(request.Config);
        var given = request.Config.TryGetObject("runtimeConfig", What, out var arguments)
            && arguments.TryGetObject(Argument, What, out var limits)
            ? Read(limits)
            : [];
        var isOwn = request.Config.EnumerateObject()
            .Any(property => Array.Exists(Limits, key => GoKey.Same(property, key)));
        var source = isOwn ? own : given;
        return new BandwidthConfig(
            Limit(source, IngressRate, IngressBurst), Limit(source, EgressRate, EgressBurst));
    }

    private static Dictionary<string, ulong> Read(JsonElement source) =>
        Limits.ToDictionary(key => key, key => ReadNumber(source, key), StringComparer.Ordinal);

    private static ulong ReadNumber(JsonElement source, string key) =>
        !source.TryGetKey(key, out var value) ? 0
        : value.ValueKind == JsonValueKind.Number && value.TryGetUInt64(out var number) ? number
        : throw new ContractException(
            $"key '{key}' of {What}: expected a positive integer, got {Quote.Short(value.GetRawText())}");

    private static TokenBucket? Limit(Dictionary<string, ulong> source, string rateKey, string burstKey)
    {
        var (rate, burst) = (source.GetValueOrDefault(rateKey), source.GetValueOrDefault(burstKey));
        if (rate == 0 != (burst == 0))
        {
            var (given, missing) = rate == 0 ? (burstKey, rateKey) : (rateKey, burstKey);
            throw PluginFailure.Of($"if {given} is set, {missing} must also be set");
        }

        if (burst / BitsPerByte >= uint.MaxValue)
        {
            throw PluginFailure.Of($"{burstKey} is {burst}: it cannot be more than 4 GiB");
        }

        if (rate is > 0 and < BitsPerByte || burst is > 0 and < BitsPerByte)
        {
            throw PluginFailure.Of($"{rateKey} {rate} and {burstKey} {burst} are in bits, and must be at least 8");
        }

        return rate == 0 ? null : BandwidthValues.Of(rate / BitsPerByte, (uint)(burst / BitsPerByte));
    }
}
