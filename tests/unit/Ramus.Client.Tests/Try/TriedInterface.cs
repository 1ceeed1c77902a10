using System.Text.Json;
using Ramus.Testing.Reports;

namespace Ramus.Client.Tests.Try;

/// <summary>Reads the interfaces of a pod from the JSON report of `try`.</summary>
internal static class TriedInterface
{
    /// <summary>All interfaces except lo, by name.</summary>
    public static IReadOnlyDictionary<string, ClaimedInterface> Of(JsonElement pod)
    {
        var routes = pod.GetProperty("routes").EnumerateArray()
            .Where(static route => route.GetProperty("destination").GetString() == "default")
            .Select(static route =>
                (route.GetProperty("interface").GetString()!, route.GetProperty("gateway").GetString()))
            .ToList();
        return pod.GetProperty("interfaces").EnumerateArray()
            .Where(static link => link.GetProperty("kind").GetString() != "loopback")
            .Select(link => new ClaimedInterface(
                link.GetProperty("name").GetString()!,
                link.GetProperty("mac").GetString()!,
                link.GetProperty("mtu").GetInt32(),
                [.. link.GetProperty("addresses").EnumerateArray().Select(static one => one.GetString()!)],
                routes))
            .ToDictionary(static link => link.Name, StringComparer.Ordinal);
    }
}
