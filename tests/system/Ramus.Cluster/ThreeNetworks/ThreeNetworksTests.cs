using System.Text.RegularExpressions;

namespace Ramus.Cluster.ThreeNetworks;

/// <summary>The main use case, as reported in every place that a user can see.</summary>
public sealed partial class ThreeNetworksTests(ThreeNetworksPod pod) : IClassFixture<ThreeNetworksPod>
{
    [ClusterFact]
    public async Task A_pod_shows_eth0_and_net1_to_net3_to_its_user()
    {
        var shown = await InPodAsync("ip", "a");

        LinkNames().Matches(shown).Select(match => match.Groups[1].Value)
            .ShouldBe(["lo", "eth0", "net1", "net2", "net3"], ignoreOrder: true);
        Addresses().Matches(shown).Select(match => match.Groups[1].Value)
            .ShouldBe(pod.Links.SelectMany(link => link.Addresses), ignoreOrder: true);
        pod.Links.Select(link => link.Mtu).ShouldBe([1500, 1500, 1400, 1300]);
        (await InPodAsync("cat", "/proc/sys/net/core/somaxconn")).Trim().ShouldBe("500");
    }

    [ClusterFact]
    public async Task Its_network_status_is_what_Multus_would_write()
    {
        var status = await pod.Namespace.NetworkStatusAsync(ThreeNetworksPod.Name);

        status.ShouldBe(ThreeNetworks.StatusByMultus(pod.Namespace.Name, pod.Links));
    }

    [ClusterFact]
    public async Task Its_events_say_which_network_gave_which_address()
    {
        var events = await pod.Namespace.EventsAsync(ThreeNetworksPod.Name, "AddedInterface", count: 4);

        events.ShouldBe(
            [
                $"AddedInterface: Add eth0 [{pod.Links[0].Addresses[0]}] from cbr0",
                $"AddedInterface: Add net1 [{pod.Links[1].Addresses[0]}] from {pod.Namespace.Name}/macvlan",
                $"AddedInterface: Add net2 [{pod.Links[2].Addresses[0]}] from {pod.Namespace.Name}/bridge",
                $"AddedInterface: Add net3 [{pod.Links[3].Addresses[0]}] from {pod.Namespace.Name}/ptp",
            ],
            ignoreOrder: true);
    }

    private async Task<string> InPodAsync(params string[] command) => (await TestCluster.Current.KubectlAsync(
        null, ["-n", pod.Namespace.Name, "exec", ThreeNetworksPod.Name, "--", .. command])).Succeeded();

    [GeneratedRegex(@"^\d+: (\w+)", RegexOptions.Multiline)]
    private static partial Regex LinkNames();

    [GeneratedRegex(@"inet ([\d./]+)\b.* scope global")]
    private static partial Regex Addresses();
}
