using System.Text;
using Ramus.Client.Manifests;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;
using Ramus.Validation;
using Ramus.Validation.Judging;

namespace Ramus.Client.Check.Judging;

/// <summary>A network of the files.</summary>
/// <param name="Source">The object in its file.</param>
/// <param name="Object">The parts that are validated.</param>
internal sealed record CheckedNetwork(ManifestObject Source, NetworkObject Object)
{
    private readonly Lazy<IReadOnlyList<AddressRange>> ranges = new(() => AddressRanges.Of(Object));
    private readonly Lazy<NetworkConfig?> config = new(() => Read(Object));

    public NetworkKey Key => new(Object.Namespace, Object.Name);

    public string Subject => $"network {Quote.Short(Key.ToString())}";

    /// <summary>The addresses that the network gives to interfaces.</summary>
    public IReadOnlyList<AddressRange> Ranges => ranges.Value;

    /// <summary>Whether the ranges are known only on a node.</summary>
    public bool IsPerNode => Object.Annotations.ContainsKey(Annotations.Render);

    /// <summary>The configuration; null when there is none, or when it cannot be read, which is a finding.</summary>
    public NetworkConfig? Config => config.Value;

    public static CheckedNetwork Of(ManifestObject source, string @namespace) => new(source, new NetworkObject(
        source.Namespace ?? @namespace,
        // The API server generates the rest of the name; the rules accept any valid name.
        source.Value.At("metadata", "name") is null ? $"{source.Name}x" : source.Name,
        source.Value.At("spec", "config")?.Text,
        (source.Annotations?.MembersOrNone ?? [])
            .Where(static annotation => annotation.Value.Text is not null)
            .ToDictionary(static annotation => annotation.Key, static annotation => annotation.Value.Text!)));

    private static NetworkConfig? Read(NetworkObject network)
    {
        try
        {
            return string.IsNullOrWhiteSpace(network.Config)
                ? null
                : NetworkConfig.Parse(Encoding.UTF8.GetBytes(network.Config), "spec.config", network.Name);
        }
        catch (ContractException)
        {
            return null;
        }
    }
}
