using System.Text.Json;

namespace Ramus.Plugin.Tests.RealNode;

/// <summary>The effect of 'default-route' in the pod's annotation on the routes in the pod's kernel.</summary>
[Trait("Needs", "Root")]
public sealed class DefaultRouteTests : IDisposable
{
    private readonly TestNode node = new();

    public DefaultRouteTests() => node.Render(
        "shop/way-out", TestNode.Network("way-out", node.Bridge("br-two", "10.2.2.0/24", "\"isGateway\":true")));

    public void Dispose() => node.Dispose();

    [Fact]
    public void Only_the_attachment_that_requests_the_default_route_has_one()
    {
        var pod = node.AddPod();

        var answer = node.Add(pod, """[{"name":"way-out","default-route":["10.2.2.1"]}]""");

        answer.ShouldSucceed();
        DefaultRoutes(pod).ShouldBe(["10.2.2.1 net1"]);
        answer.Output.ShouldNotContain("0.0.0.0/0");
        Command.Run("ip", "-n", pod.ContainerId, "route", "get", "10.88.0.1").ShouldContain("dev eth0");
        node.Delete(pod).ShouldSucceed();
        node.ShouldBeClean();
    }

    [Fact]
    public void Without_it_the_default_network_keeps_its_own()
    {
        var pod = node.AddPod();

        node.Add(pod, "way-out").ShouldSucceed();

        DefaultRoutes(pod).ShouldBe(["10.88.0.1 eth0"]);
    }

    [Fact]
    public void A_gateway_that_cannot_be_reached_fails_the_pod_and_is_undone()
    {
        var pod = node.AddPod();

        var answer = node.Add(pod, """[{"name":"way-out","default-route":["192.0.2.1"]}]""");

        answer.Status.ShouldBe(1);
        answer.Message.ShouldStartWith("network 'shop/way-out', interface 'net1': default-route: ");
        answer.Details.ShouldBe(
            "gateway 192.0.2.1 is in no subnet of the interface, which has 10.2.2.0/24: request a gateway in a subnet "
            + "of the interface");
        node.ShouldBeClean();
    }

    private static IEnumerable<string> DefaultRoutes(PodSandbox pod) =>
        JsonDocument.Parse(Command.Run("ip", "-n", pod.ContainerId, "-j", "route", "show", "default")).RootElement
            .EnumerateArray()
            .Select(route => $"{route.GetProperty("gateway").GetString()} {route.GetProperty("dev").GetString()}");
}
