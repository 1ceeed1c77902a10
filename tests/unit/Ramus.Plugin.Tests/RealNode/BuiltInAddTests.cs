using System.Text.Json;

namespace Ramus.Plugin.Tests.RealNode;

/// <summary>ADD with built-in plugins: one wait for the detection of duplicate addresses of all networks.</summary>
[Trait("Needs", "Root")]
public sealed class BuiltInAddTests : IDisposable
{
    // The kernel listens for an answer for a second.
    private const int ShortestDetection = 1_000_000;

    private static readonly int[] Numbers = [1, 2, 3];

    private readonly TestNode node = new() { BuiltIn = "auto" };

    public BuiltInAddTests()
    {
        foreach (var number in Numbers)
        {
            node.Render($"shop/m{number}", TestNode.Network($"m{number}", node.Macvlan($"fd10:{number}::/64")));
        }
    }

    public void Dispose() => node.Dispose();

    [Fact]
    public void The_detection_is_awaited_after_the_last_network()
    {
        var pod = node.AddPod();

        node.Add(pod, "m1,m2,m3").ShouldSucceed();

        foreach (var number in Numbers)
        {
            var addresses = Command.Run(
                "ip", "-n", pod.ContainerId, "-6", "address", "show", "dev", $"net{number}", "scope", "global");
            addresses.ShouldContain($"inet6 fd10:{number}::2/64");
            addresses.ShouldNotContain("tentative");
        }

        var events = File.ReadLines(node.LogFile).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        events.Where(entry => entry.GetProperty("event").GetString() == "attached")
            .Select(entry => entry.GetProperty("microseconds").GetInt64())
            .ShouldAllBe(time => time < ShortestDetection);
        events[^1].GetProperty("microseconds").GetInt64().ShouldBeGreaterThan(ShortestDetection);
        node.Delete(pod).ShouldSucceed();
        node.ShouldBeClean();
    }

    [Theory]
    [InlineData(1500, 0)]
    [InlineData(0, 1500)]
    public void Any_number_of_routes_and_requested_addresses_is_set(int routes, int addresses)
    {
        var many = string.Join(',', Enumerable.Range(0, routes).Select(
            static number => $$"""{ "dst": "11.{{number / 250}}.{{number % 250}}.0/24" }"""));
        node.Render("shop/many", TestNode.Network("many", $$"""
            {"type":"macvlan","master":"uplink","capabilities":{"ips":true},
            "ipam":{"type":"static","addresses":[{"address":"10.6.0.1/16"}],"routes":[{{many}}] } }
            """));
        var pod = node.AddPod();
        var ips = string.Join(',', Enumerable.Range(0, addresses).Select(
            static number => $"\"10.6.{1 + (number / 250)}.{number % 250}/16\""));

        node.Add(pod, addresses == 0 ? "many" : $$"""[{ "name": "many", "ips": [{{ips}}] }]""").ShouldSucceed();

        Lines("route", "show", "dev", "net1").Count(static line => line.StartsWith("11.")).ShouldBe(routes);
        Lines("-o", "-4", "address", "show", "dev", "net1").Length.ShouldBe(Math.Max(addresses, 1));
        node.Delete(pod).ShouldSucceed();
        node.ShouldBeClean();

        string[] Lines(params string[] command) => Command.Run("ip", ["-n", pod.ContainerId, .. command])
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    [Fact]
    public void The_record_and_the_log_say_what_was_built_in()
    {
        node.Render("shop/mixed", TestNode.Network(
            "mixed", node.Macvlan("10.7.0.0/24"), """{"type":"portmap"}""", """{"type":"noop"}"""));
        node.Script("noop", "[ $CNI_COMMAND != ADD ] || jq -c .prevResult");
        var pod = node.AddPod();

        node.Add(pod, "mixed").ShouldSucceed();

        File.ReadAllText(Directory.EnumerateFiles($"{node.State}/attachments").ShouldHaveSingleItem())
            .ShouldContain("""
                "builtin":["macvlan","host-local","portmap"]
                """.Trim());
        File.ReadAllText(node.LogFile).ShouldContain("""
            "network":"shop/mixed","interface":"net1","builtin":["macvlan","host-local","portmap"],
            """.Trim());
        node.Delete(pod).ShouldSucceed();
        node.ShouldBeClean();
    }

    [Fact]
    public void A_duplicate_address_of_one_network_undoes_all_of_them()
    {
        Command.Run("ip", "-n", node.Netns, "address", "add", "fd10:2::2/64", "dev", "wire", "nodad");
        var pod = node.AddPod();

        var message = node.Add(pod, "m1,m2,m3").ShouldFail(999);

        message.ShouldStartWith("network 'shop/m2', interface 'net2': interface net2: another machine has the address");
        pod.Interfaces.ShouldBeEmpty();
        node.ShouldBeClean();
    }
}
