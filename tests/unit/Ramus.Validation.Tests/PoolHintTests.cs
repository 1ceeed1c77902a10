using Ramus.Contract.Policy;
using Ramus.Contract.Selection;
using Ramus.Validation.Judging;

namespace Ramus.Validation.Tests;

/// <summary>The networks that the warning about a shared pool names.</summary>
public sealed class PoolHintTests
{
    private const string Config =
        """{"cniVersion":"1.0.0","name":"lan","type":"bridge","ipam":{"type":"host-local","subnet":"10.1.0.0/24"}}""";

    private const string Granted = """
        {"isolated": true, "globalNamespaces": ["public"],
         "grants": [{"namespaces": ["tenant-a"], "networks": ["shared/lan"]}]}
        """;

    [Theory]
    [InlineData("every", "tenant-b/pay", "tenant-b/pay (10.77.0.0/24)")]
    [InlineData("isolation", "tenant-b/pay", "1 other network")]
    [InlineData("isolation", "default/pay", "default/pay (10.77.0.0/24)")]
    [InlineData("denied", "default/pay", "1 other network")]
    [InlineData("denied", "tenant-a/pay", "tenant-a/pay (10.77.0.0/24)")]
    [InlineData("granted", "tenant-b/pay", "1 other network")]
    [InlineData("granted", "tenant-b/pay tenant-c/pay", "2 other networks")]
    [InlineData("granted", "public/pay", "public/pay (10.77.0.0/24)")]
    [InlineData("granted", "shared/lan", "shared/lan (10.77.0.0/24)")]
    [InlineData("granted", "shared/pay", "1 other network")]
    [InlineData("granted", "tenant-a/pay", "tenant-a/pay (10.77.0.0/24)")]
    [InlineData("granted", "tenant-b/pay tenant-a/pay tenant-c/pay", "tenant-a/pay (10.77.0.0/24) and 2 more")]
    [InlineData(
        "every", "b/a b/b b/c b/d", "b/a (10.77.0.0/24), b/b (10.77.0.0/24), b/c (10.77.0.0/24) and 1 more")]
    public void Only_networks_that_the_namespace_may_use_are_named(string use, string others, string shown)
    {
        var pools = new AddressPools();
        foreach (var other in others.Split(' '))
        {
            var key = NetworkKey.TryParse(other, out var parsed) ? parsed : default;
            pools.Set(key, new NetworkValidator().Judge(
                Of(key, Config.Replace("10.1.", "10.77.", StringComparison.Ordinal)), ValidationContext.Nothing)
                .Facts.Pools);
        }

        var context = new ValidationContext
        {
            Pools = pools,
            Use = use switch
            {
                "isolation" => NetworkUse.Everything with { Isolation = NetworkUse.OfSettings(true, "default") },
                "denied" => NetworkUse.Denied("broken"),
                "granted" => NetworkUse.Read(System.Text.Json.JsonElement.Parse(Granted), "use"),
                _ => NetworkUse.Everything,
            },
        };

        new NetworkValidator().Judge(Of(new("tenant-a", "lan"), Config), context).Warnings
            .Single(static warning => warning.Rule == "pool-shared").Message.ShouldBe(
                "host-local keeps the addresses of all networks with the configuration name \"lan\" in one pool: this "
                + $"network (10.1.0.0/24) shares it with {shown}; use different names");
    }

    private static NetworkObject Of(NetworkKey key, string config) =>
        new(key.Namespace, key.Name, config, new Dictionary<string, string>());
}
