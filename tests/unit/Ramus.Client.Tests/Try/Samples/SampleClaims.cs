using System.Net;
using System.Text.Json;

namespace Ramus.Client.Tests.Try.Samples;

/// <summary>
/// What a sample's comment says that its pods get: "# Pod NAME gets:" and "#   INTERFACE: CLAIM, CLAIM".
/// </summary>
internal static class SampleClaims
{
    private const string Head = "# Pod ", Tail = " gets:";

    /// <summary>The claims, by pod (NAMESPACE/NAME) and interface.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string[]>> Of(Sample sample)
    {
        var pods = new Dictionary<string, IReadOnlyDictionary<string, string[]>>(StringComparer.Ordinal);
        Dictionary<string, string[]>? pod = null;
        foreach (var line in sample.Comment)
        {
            if (line.StartsWith(Head, StringComparison.Ordinal) && line.EndsWith(Tail, StringComparison.Ordinal))
            {
                var name = line[Head.Length..^Tail.Length];
                pods.Add(name.Contains('/') ? name : $"default/{name}", pod = new(StringComparer.Ordinal));
            }
            else if (pod is not null && line.Split(": ", 2) is [var link, var claims])
            {
                pod.Add(link.TrimStart('#', ' '), claims.Split(", "));
            }
        }

        return pods;
    }

    /// <summary>Checks one claim; one that is not understood fails.</summary>
    public static void Check(string claim, JsonElement link, JsonElement pod)
    {
        var addresses = link.GetProperty("addresses").EnumerateArray().Select(one => one.GetString()!).ToList();
        var name = link.GetProperty("name").GetString();
        switch (claim.Split(' '))
        {
            case ["no", "address"]:
                addresses.ShouldAllBe(static address => address.StartsWith("fe80:", StringComparison.Ordinal));
                break;
            case ["MTU", var mtu]:
                link.GetProperty("mtu").GetInt32().ShouldBe(int.Parse(mtu));
                break;
            case ["MAC", var mac]:
                link.GetProperty("mac").GetString().ShouldBe(mac);
                break;
            case ["default", "route", "by", var gateway]:
                pod.GetProperty("routes").EnumerateArray()
                    .Where(static route => route.GetProperty("destination").GetString() == "default")
                    .Select(static route =>
                        (route.GetProperty("interface").GetString(), route.GetProperty("gateway").GetString()))
                    .ShouldBe([(name, gateway)]);
                break;
            case [var address]:
                addresses.ShouldContain(one => Fits(address, one), $"{name}: {address}");
                break;
            default:
                Assert.Fail($"nothing here can tell whether \"{claim}\" is true");
                break;
        }
    }

    // A network's own address stands for any address in it.
    private static bool Fits(string claim, string address) =>
        claim == address
        || (IPNetwork.TryParse(claim, out var network)
            && address.Split('/') is [var ip, var length]
            && length == network.PrefixLength.ToString()
            && network.Contains(IPAddress.Parse(ip)));
}
