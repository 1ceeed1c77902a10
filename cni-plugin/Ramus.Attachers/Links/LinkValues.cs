using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Contract.Json;

namespace Ramus.Attachers.Links;

/// <summary>Values that several kinds of interfaces have.</summary>
internal static class LinkValues
{
    /// <summary>The key <c>mtu</c> in bytes; null, which leaves it to the kernel, for 0 and less.</summary>
    /// <exception cref="ContractException">It is not an integer.</exception>
    public static int? ReadMtu(JsonElement config) => config.GetInteger("mtu", PluginRequest.What) switch
    {
        null or <= 0 => null,
        <= int.MaxValue and var mtu => (int)mtu,
        var mtu => throw PluginFailure.Of($"invalid MTU {mtu}"),
    };

    /// <summary>A name for the node's end of a pair, as the standard plugins choose it.</summary>
    public static string RandomName() =>
        FormattableString.Invariant($"veth{(uint)Random.Shared.NextInt64(1L << 32):x8}");
}
