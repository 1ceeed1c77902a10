using System.Text.Json.Nodes;

namespace Ramus.Cluster.Seed;

/// <summary>Compares a running pod with its row.</summary>
internal static class SeedPodCheck
{
    public static async Task HasWhatItsRowSaysAsync(SeedPod expected)
    {
        var path = $"/api/v1/namespaces/{expected.Namespace}/pods/{expected.Name}";
        var pod = await Eventually.GetAsync(
            async () => await TestCluster.Current.Api.FindAsync(path) is { } found && found.NetworkStatus() is not null
                ? found : null,
            $"pod {expected.Name} has a network-status");
        var sandbox = await Sandbox.OfAsync(pod);
        var links = await sandbox.InterfacesAsync();
        CheckInterfaces(expected, links);
        (await sandbox.DefaultRoutesAsync()).ShouldBe(expected.DefaultRoutes, ignoreOrder: true);
        CheckStatus(expected, JsonNode.Parse(pod.NetworkStatus()!)!.AsArray(), links);
        foreach (var (name, value) in expected.Sysctls)
        {
            var setting = await sandbox.InNetworkAsync("cat", "/proc/sys/" + name.Replace('.', '/'));
            setting.Trim().ShouldBe((string?)value, name);
        }

        foreach (var port in expected.HostPorts)
        {
            await AnswersOnNodeAsync(port);
        }
    }

    private static void CheckInterfaces(SeedPod expected, IReadOnlyList<PodInterface> links)
    {
        links.Select(link => link.Name)
            .ShouldBe(expected.Interfaces.Select(link => (string)link["name"]!), ignoreOrder: true);
        foreach (var wanted in expected.Interfaces)
        {
            var link = links.Single(link => link.Name == (string?)wanted["name"]);
            link.Mtu.ShouldBe((int)wanted["mtu"]!, link.Name);
            link.Addresses.ShouldHaveSingleItem(link.Name);
            SeedPod.IsExpected(wanted, link.Addresses[0]).ShouldBeTrue($"{link.Name} has {link.Addresses[0]}");
        }
    }

    private static void CheckStatus(SeedPod expected, JsonArray status, IReadOnlyList<PodInterface> links)
    {
        status.Select(entry => (string)entry!["name"]!).ShouldBe(expected.Status);
        foreach (var entry in status)
        {
            var link = links.Single(link => link.Name == (string?)entry!["interface"]);
            // Results before CNI 0.3.0 list no interfaces and therefore no MAC.
            ((string?)entry!["mac"] ?? link.Mac).ShouldBe(link.Mac);
            entry["ips"]!.AsArray().Select(ip => (string)ip!).ShouldBe([link.Ip]);
            ((bool?)entry["default"] ?? false).ShouldBe(entry == status[0]);
        }

        foreach (var (network, gateways) in expected.Gateways)
        {
            JsonNode.DeepEquals(Entry(status, network)["gateway"], gateways).ShouldBeTrue(network);
        }

        foreach (var (network, servers) in expected.Dns)
        {
            JsonNode.DeepEquals(Entry(status, network)["dns"]!["nameservers"], servers).ShouldBeTrue(network);
        }
    }

    private static JsonNode Entry(JsonArray status, string network) =>
        status.Single(entry => (string?)entry!["name"] == network)!;

    private static Task AnswersOnNodeAsync(int port) => Eventually.AgreesAsync(
        async () => (await TestCluster.Current.OnNodeAsync(
            "bash", "-c",
            $"exec 3<>/dev/tcp/127.0.0.1/{port} && printf 'GET / HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3"))
            .StartsWith("HTTP/", StringComparison.Ordinal),
        $"host port {port} answers on the node");
}
