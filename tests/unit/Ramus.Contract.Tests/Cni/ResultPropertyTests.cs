using System.Net;
using CsCheck;
using Ramus.Contract.Cni;

namespace Ramus.Contract.Tests.Cni;

public sealed class ResultPropertyTests
{
    private static readonly Gen<string?> Gateway =
        Gen.Select(Gen.Bool, Gen.Byte.Array[16], (isThere, bytes) => isThere ? Written(bytes) : null);

    private static readonly Gen<string> Prefix = Gen.Select(
        Gen.Bool, Gen.Byte.Array[16], Gen.Int[0, 32], (isV4, bytes, length) => isV4
            ? $"{new IPAddress(bytes[..4])}/{length}"
            : $"{Written(bytes)}/{length * 4}");

    private static readonly Gen<ResultInterface> Link = Gen.Select(Gens.Label, Gen.Bool, Gen.Bool, Gen.Int[1, 9000],
        (name, hasMac, hasSandbox, mtu) => new ResultInterface(name)
        {
            Mac = hasMac ? "02:00:00:00:00:01" : null,
            Sandbox = hasSandbox ? "/run/netns/<x>" : null,
            Mtu = hasMac ? mtu : null,
        });

    private static readonly Gen<ResultAddress> Address = Gen.Select(Prefix, Gateway, Gen.Int[-2, 3],
        (prefix, gateway, index) => new ResultAddress(prefix)
        {
            Gateway = gateway,
            Interface = index == -2 ? null : index,
        });

    private static readonly Gen<ResultRoute> Route = Gen.Select(Prefix, Gateway, Gen.Int[0, 3],
        (prefix, gateway, number) => new ResultRoute(prefix)
        {
            Gw = gateway,
            Priority = number == 0 ? null : number,
            Scope = number,
        });

    private static readonly Gen<CniResult> Result = Gen.Select(
        Link.Array[0, 3], Address.Array[0, 4], Route.Array[0, 4], Gen.Bool,
        (links, ips, routes, hasDns) => new CniResult
        {
            CniVersion = "1.1.0",
            Interfaces = links,
            Ips = ips,
            Routes = routes,
            Dns = hasDns ? new ResultDns { Nameservers = ["10.0.0.10"], Search = ["a.b"] } : ResultDns.Empty,
        });

    [Fact]
    public void Current_results_survive_a_round_trip()
    {
        Result.Sample(result =>
        {
            var again = CniResult.Parse(result.ToJson("1.1.0"), "x", "");

            again.Interfaces.ShouldBe(result.Interfaces);
            again.Ips.ShouldBe(result.Ips);
            again.Routes.ShouldBe(result.Routes);
            again.Dns.Nameservers.ShouldBe(result.Dns.Nameservers);
        }, iter: 1000);
    }

    [Fact]
    public void Every_version_reads_what_it_writes()
    {
        Gen.Select(Result, Gen.Int[0, 6]).Sample((result, index) =>
        {
            var version = CniVersions.Supported[index];
            if (result.Ips.Count == 0 && index < 2)
            {
                return;
            }

            var written = result.ToJson(version);

            var read = CniResult.Parse(written, "x", "");
            read.CniVersion.ShouldBe(version);
            read.ToJson(version).Text().ShouldBe(written.Text());
        }, iter: 1000);
    }

    [Fact]
    public void Going_up_and_down_again_changes_nothing()
    {
        Gen.Select(Result, Gen.Int[0, 6], Gen.Int[0, 6]).Sample((result, a, b) =>
        {
            var (low, high) = (CniVersions.Supported[Math.Min(a, b)], CniVersions.Supported[Math.Max(a, b)]);
            if (result.Ips.Count == 0)
            {
                return;
            }

            var written = result.ToJson(low);

            var up = CniResult.Parse(written, "x", "").ToJson(high);
            CniResult.Parse(up, "x", "").ToJson(low).Text().ShouldBe(written.Text());
        }, iter: 1000);
    }

    [Fact]
    public void Addresses_mean_the_same_as_to_the_framework()
    {
        Gen.Byte.Array[16].Sample(
            bytes => IPAddress.Parse(Written(bytes)).GetAddressBytes().ShouldBe(bytes), iter: 1000);
        // The spelling of an IPv6 address depends on its runs of zeros.
        Gen.Int[0, 0xFFFF].Sample(zeros =>
        {
            var bytes = new byte[16];
            for (var i = 0; i < 16; i++)
            {
                bytes[i] = (byte)((zeros >> i) & 1);
            }

            IPAddress.Parse(Written(bytes)).GetAddressBytes().ShouldBe(bytes);
        }, iter: 1000);
    }

    /// <summary>The address as the library writes it.</summary>
    private static string Written(byte[] bytes)
    {
        // Not an IPv4-mapped address.
        bytes[0] = (byte)(bytes[0] | 0x20);
        var json = $$"""{"cniVersion":"1.0.0","ips":[{"address":"{{new IPAddress(bytes)}}/1"}]}""";
        return CniResult.Parse(json.Utf8(), "x", "").Ips[0].Ip;
    }
}
