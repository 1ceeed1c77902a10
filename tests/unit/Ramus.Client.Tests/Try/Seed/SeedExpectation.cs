using System.Text.Json;

namespace Ramus.Client.Tests.Try.Seed;

/// <summary>Compares the networks of a pod with its row.</summary>
internal static class SeedExpectation
{
    public static void Check(JsonElement expected, JsonElement pod, string defaultNetwork)
    {
        CheckInterfaces(expected, pod, defaultNetwork);
        DefaultRoutes(pod).ShouldBe(Texts(expected, "defaultRoutes"), ignoreOrder: true);
        CheckStatus(expected, pod, defaultNetwork);
        foreach (var (name, value) in Texts(expected, "sysctls"))
        {
            pod.GetProperty("sysctls").EnumerateArray()
                .ShouldContain(sysctl => sysctl.GetProperty("name").GetString() == name
                    && sysctl.GetProperty("value").GetString() == value);
        }

        pod.GetProperty("hostPorts").EnumerateArray()
            .Select(port => (port.GetProperty("hostPort").ToString(), port.GetProperty("reachableFrom").GetString()!))
            .ShouldBe(Texts(expected, "hostPorts"));
        pod.GetProperty("del").GetProperty("left").GetArrayLength().ShouldBe(0);
    }

    private static void CheckInterfaces(JsonElement expected, JsonElement pod, string defaultNetwork)
    {
        var links = pod.GetProperty("interfaces").EnumerateArray()
            .Where(link => link.GetProperty("kind").GetString() != "loopback").ToList();
        var wanted = expected.GetProperty("interfaces").EnumerateArray().ToList();
        links.Select(link => link.GetProperty("name").GetString())
            .ShouldBe(wanted.Select(link => link.GetProperty("name").GetString()), ignoreOrder: true);
        foreach (var want in wanted)
        {
            var link = links.Single(one => one.GetProperty("name").GetString() == want.GetProperty("name").GetString());
            link.GetProperty("network").GetString().ShouldBe(want.GetProperty("network").GetString() ?? defaultNetwork);
            link.GetProperty("mtu").GetInt32().ShouldBe(want.GetProperty("mtu").GetInt32());
            var address = link.GetProperty("addresses").EnumerateArray().ShouldHaveSingleItem().GetString()!;
            SeedRow.IsExpected(want, address).ShouldBeTrue($"{address} is not {want}");
        }
    }

    private static void CheckStatus(JsonElement expected, JsonElement pod, string defaultNetwork)
    {
        var entries = pod.GetProperty("networkStatus").EnumerateArray().ToList();
        var names = expected.GetProperty("status").EnumerateArray().Select(name => name.GetString() ?? defaultNetwork);
        entries.Select(entry => entry.GetProperty("name").GetString()).ShouldBe(names);
        var links = pod.GetProperty("interfaces").EnumerateArray()
            .ToDictionary(link => link.GetProperty("name").GetString()!);
        foreach (var entry in entries)
        {
            var link = links[entry.GetProperty("interface").GetString()!];
            if (entry.TryGetProperty("mac", out var mac))
            {
                // Results before CNI 0.3.0 have no interfaces, and therefore no MAC.
                mac.GetString().ShouldBe(link.GetProperty("mac").GetString());
            }

            entry.GetProperty("ips").EnumerateArray().Select(ip => ip.GetString())
                .ShouldBe(link.GetProperty("addresses").EnumerateArray().Select(one => one.GetString()!.Split('/')[0]));
        }

        CheckLists(expected, "dns", name => Entry(name).GetProperty("dns").GetProperty("nameservers"));
        CheckLists(expected, "gateways", name => Entry(name).GetProperty("gateway"));

        JsonElement Entry(string name) => entries.Single(entry => entry.GetProperty("name").GetString() == name);
    }

    private static void CheckLists(JsonElement expected, string key, Func<string, JsonElement> actual)
    {
        if (expected.TryGetProperty(key, out var lists))
        {
            foreach (var list in lists.EnumerateObject())
            {
                var got = actual(list.Name);
                JsonElement.DeepEquals(got, list.Value).ShouldBeTrue($"{key} of {list.Name}: {got}");
            }
        }
    }

    private static IEnumerable<(string, string)> DefaultRoutes(JsonElement pod) =>
        pod.GetProperty("routes").EnumerateArray()
            .Where(route => route.GetProperty("destination").GetString() == "default")
            .Select(route => (route.GetProperty("interface").GetString()!, route.GetProperty("gateway").GetString()!));

    private static IReadOnlyList<(string Key, string Value)> Texts(JsonElement expected, string key) =>
        expected.TryGetProperty(key, out var map)
            ? [.. map.EnumerateObject().Select(entry => (entry.Name, entry.Value.GetString()!))]
            : [];
}
