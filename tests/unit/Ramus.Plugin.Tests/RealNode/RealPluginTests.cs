using System.Text.Json;
using Ramus.Contract.NodeDisk;

namespace Ramus.Plugin.Tests.RealNode;

/// <summary>The native binary with real CNI plugins in real network namespaces.</summary>
[Trait("Needs", "Root")]
public sealed class RealPluginTests : IDisposable
{
    private readonly TestNode node = new();

    public void Dispose() => node.Dispose();

    [Fact]
    public void A_pod_gets_its_default_network_and_three_more_and_DEL_leaves_nothing()
    {
        node.Render("shop/macvlan-conf", TestNode.Network("macvlan-conf", node.Macvlan("10.1.1.0/24")))
            .Render("shop/bridge-conf", TestNode.Network("bridge-conf", node.Bridge("br-two", "10.2.2.0/24")))
            .Render("shop/ptp-tuning", TestNode.Network(
                "ptp-tuning",
                $$"""{"ipam":{{node.Ipam("10.3.3.0/24")}},"type":"ptp"}""",
                $$"""{"type":"tuning","dataDir":"{{node["tuning"]}}","sysctl":{"net.core.somaxconn":"512"},"mtu":512}"""));
        var pod = node.AddPod();

        var answer = node.Add(pod, "macvlan-conf,bridge-conf,ptp-tuning");

        answer.ShouldSucceed();
        answer.Json.GetProperty("cniVersion").GetString().ShouldBe("1.0.0");
        answer.Json.GetProperty("ips")[0].GetProperty("address").GetString().ShouldBe("10.88.0.2/24");
        pod.Interfaces.ShouldBe(["eth0", "net1", "net2", "net3"], ignoreOrder: true);
        pod.Addresses("eth0").ShouldBe(["10.88.0.2/24"]);
        pod.Addresses("net1").ShouldBe(["10.1.1.2/24"]);
        pod.Addresses("net2").ShouldBe(["10.2.2.2/24"]);
        pod.Addresses("net3").ShouldBe(["10.3.3.2/24"]);
        pod.Mtu("net3").ShouldBe(512);
        pod.Mtu("eth0").ShouldBe(1500);
        Command.Run("nsenter", $"--net={pod.Netns}", "cat", "/proc/sys/net/core/somaxconn").Trim().ShouldBe("512");
        Command.Run("ip", "-n", pod.ContainerId, "route", "show", "default").ShouldContain("via 10.88.0.1 dev eth0");

        node.Delete(pod).ShouldSucceed();

        node.ShouldBeClean();
    }

    [Fact]
    public void The_report_says_what_the_kernel_has()
    {
        node.Render("shop/macvlan-conf", TestNode.Network("macvlan-conf", node.Macvlan("10.1.1.0/24")));
        var pod = node.AddPod();

        node.Add(pod, "macvlan-conf@blue").ShouldSucceed();

        var report = StatusReport.Parse(File.ReadAllBytes($"{node.State}/spool/{pod.ContainerId}.json"));
        report.Attachments.Select(attachment => attachment.EventMessage).ShouldBe(
            ["Add eth0 [10.88.0.2/24] from cluster", "Add blue [10.1.1.2/24] from shop/macvlan-conf"]);
        var status = JsonDocument.Parse(report.NetworkStatus).RootElement;
        status[0].GetProperty("default").GetBoolean().ShouldBeTrue();
        status[1].GetProperty("name").GetString().ShouldBe("shop/macvlan-conf");
        status[1].GetProperty("interface").GetString().ShouldBe("blue");
        status[1].GetProperty("mac").GetString().ShouldBe(pod.Mac("blue"));
        status[1].GetProperty("ips")[0].GetString().ShouldBe("10.1.1.2");
    }

    [Fact]
    public void DEL_after_the_sandbox_is_gone_frees_every_address()
    {
        node.Render("shop/macvlan-conf", TestNode.Network("macvlan-conf", node.Macvlan("10.1.1.0/24")));
        var pod = node.AddPod();
        node.Add(pod, "macvlan-conf").ShouldSucceed();
        node.Leases.Count.ShouldBe(2);
        pod.Stop();

        node.Delete(pod).ShouldSucceed();
        node.Delete(pod).ShouldSucceed();

        node.ShouldBeClean();
    }

    [Fact]
    public void CHECK_compares_with_the_kernel()
    {
        node.Render("shop/bridge-conf", TestNode.Network("bridge-conf", node.Bridge("br-two", "10.2.2.0/24")));
        var pod = node.AddPod();
        node.Add(pod, "bridge-conf").ShouldSucceed();

        node.Call("CHECK", pod).ShouldSucceed();
        Command.Run("ip", "-n", pod.ContainerId, "link", "del", "net1");
        var answer = node.Call("CHECK", pod);

        answer.Status.ShouldBe(1);
        answer.Message.ShouldStartWith("network 'shop/bridge-conf', interface 'net1': plugin 'bridge' failed (CHECK)");
        node.Delete(pod).ShouldSucceed();
        node.ShouldBeClean();
    }

    [Theory]
    [InlineData("0.2.0", "0.2.0")]
    [InlineData("0.2.0", "1.0.0")]
    [InlineData("0.3.1", "0.4.0")]
    [InlineData("1.0.0", "0.2.0")]
    [InlineData("1.1.0", "1.0.0")]
    public void Configurations_of_old_and_new_versions_mix(string ours, string delegates)
    {
        node.CniVersion = ours;
        node.Default = node.Default.Replace("1.0.0", delegates, StringComparison.Ordinal);
        node.Render(
            "shop/bridge-conf",
            TestNode.Network("bridge-conf", node.Bridge("br-two", "10.2.2.0/24")).Replace(
                "1.0.0", delegates, StringComparison.Ordinal));
        var pod = node.AddPod();

        var answer = node.Add(pod, "bridge-conf");

        answer.ShouldSucceed();
        answer.Json.GetProperty("cniVersion").GetString().ShouldBe(ours);
        answer.Output.ShouldContain("10.88.0.2/24");
        pod.Addresses("eth0").ShouldBe(["10.88.0.2/24"]);
        pod.Addresses("net1").ShouldBe(["10.2.2.2/24"]);
        node.Delete(pod).ShouldSucceed();
        node.ShouldBeClean();
    }

    [Fact]
    public void Twenty_pods_at_once_get_what_they_ask_for()
    {
        node.Render("shop/macvlan-conf", TestNode.Network("macvlan-conf", node.Macvlan("10.1.1.0/24")))
            .Render("shop/bridge-conf", TestNode.Network("bridge-conf", node.Bridge("br-two", "10.2.2.0/24")));
        var pods = Enumerable.Range(1, 20).Select(number => node.AddPod($"p{number}")).ToList();
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = pods.Count };

        Parallel.ForEach(pods, atOnce, pod => node.Add(pod, "macvlan-conf,bridge-conf").ShouldSucceed());

        foreach (var name in (string[])["eth0", "net1", "net2"])
        {
            pods.SelectMany(pod => pod.Addresses(name)).Distinct().Count().ShouldBe(pods.Count, name);
        }

        Parallel.ForEach(pods, atOnce, pod => node.Delete(pod).ShouldSucceed());
        node.ShouldBeClean();
    }
}
