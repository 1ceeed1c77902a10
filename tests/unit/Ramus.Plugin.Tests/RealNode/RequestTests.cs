using System.Net;
using System.Net.Sockets;

namespace Ramus.Plugin.Tests.RealNode;

/// <summary>The requests of a pod besides a network's name, checked in the kernel.</summary>
[Trait("Needs", "Root")]
public sealed class RequestTests : IDisposable
{
    private readonly TestNode node = new();

    public void Dispose() => node.Dispose();

    [Theory]
    [InlineData("\"capabilities\":{\"ips\":true,\"mac\":true}")]
    [InlineData("\"mode\":\"bridge\"")]
    public void Address_and_MAC_are_those_that_the_pod_asked_for(string declaration)
    {
        node.Render("shop/fixed", TestNode.Network(
            "fixed", $$"""{"type":"macvlan","ipam":{"type":"static"},{{declaration}},"master":"uplink"}"""));
        var pod = node.AddPod();

        node.Add(pod, """[{"name":"fixed","interface":"blue","ips":["10.9.9.9/24","fd00:9::9/64"],"mac":"02:23:45:67:89:01"}]""").ShouldSucceed();

        pod.Addresses("blue").ShouldBe(["10.9.9.9/24", "fd00:9::9/64"], ignoreOrder: true);
        pod.Mac("blue").ShouldBe("02:23:45:67:89:01");
        node.Delete(pod).ShouldSucceed();
        node.ShouldBeClean();
    }

    [Fact]
    public void An_address_that_is_taken_is_refused_with_advice_and_undone()
    {
        node.Render(
            "shop/pool", TestNode.Network(
                "pool", node.Macvlan("10.1.1.0/24", more: "\"capabilities\":{\"ips\":true}")));
        var first = node.AddPod("first");
        var second = node.AddPod("second");
        node.Add(first, """[{"name":"pool","ips":["10.1.1.77"]}]""").ShouldSucceed();
        first.Addresses("net1").ShouldBe(["10.1.1.77/24"]);

        var answer = node.Add(second, """[{"name":"pool","ips":["10.1.1.77"]}]""");

        answer.Status.ShouldBe(1);
        answer.Message.ShouldStartWith("network 'shop/pool', interface 'net1': plugin 'macvlan' failed (ADD): ");
        answer.Message.ShouldContain("10.1.1.77");
        answer.Details.ShouldBe(
            "address 10.1.1.77 is allocated to pod shop/web: request another address, or delete that pod");
        second.Interfaces.ShouldBeEmpty();
        node.Delete(first).ShouldSucceed();
        node.ShouldBeClean();
    }

    [Fact]
    public void A_mapped_port_of_the_node_leads_to_the_pod()
    {
        node.Render("shop/mapped", TestNode.Network(
            "mapped",
            node.Bridge("br-two", "10.2.2.0/24", "\"isGateway\":true"),
            """{"type":"portmap","capabilities":{"portMappings":true},"snat":true}"""));
        Command.Run("ip", "-n", node.Netns, "addr", "add", "192.0.2.1/24", "dev", "uplink");
        var pod = node.AddPod();

        node.Add(pod, """[{"name":"mapped","portMappings":[{"hostPort":18080,"containerPort":80}]}]""").ShouldSucceed();

        using var listener = InNamespace(pod.Netns, () =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Any, 80));
            socket.Listen();
            return socket;
        });
        using var client = InNamespace($"/run/netns/{node.Netns}", () =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.ConnectAsync(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 18080)).Wait(Patience.Limit)
                .ShouldBeTrue();
            return socket;
        });
        client.Connected.ShouldBeTrue();

        node.Delete(pod).ShouldSucceed();
        Command.Run("nsenter", $"--net=/run/netns/{node.Netns}", "iptables", "-t", "nat", "-S")
            .ShouldNotContain("18080");
        node.ShouldBeClean();
    }

    /// <summary>A socket belongs to the namespace of the thread that created it.</summary>
    private static Socket InNamespace(string path, Func<Socket> make)
    {
        Socket? socket = null;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                using var file = File.OpenHandle(path);
                Native.setns((int)file.DangerousGetHandle(), Native.CLONE_NEWNET).ShouldBe(0);
                socket = make();
            }
            catch (Exception thrown)
            {
                failure = thrown;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? socket! : throw new InvalidOperationException($"in {path}", failure);
    }
}
