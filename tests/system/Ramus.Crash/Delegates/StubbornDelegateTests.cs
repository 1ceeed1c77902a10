using Ramus.Crash.Node;

namespace Ramus.Crash.Delegates;

/// <summary>
/// Plugins whose DEL fails when an interface or namespace is gone, so that a runtime would repeat it for ever. The
/// stand-ins for vlan and bond fail at the same points and with the same messages as the real plugins.
/// </summary>
[Trait("Needs", "Root")]
public sealed class StubbornDelegateTests : IDisposable
{
    private readonly Machine node = new();

    public StubbornDelegateTests()
    {
        node.AddCable("side", "far");
        node.Script("links", $$"""
            fail() { printf '{"code":999,"msg":"%s"}' "$1"; exit 1; }
            ipam() { printf '%s' "$input" | {{node.RealPlugins}}/host-local || exit 1; }
            in_pod() { nsenter --net="$CNI_NETNS" ip "$@"; }
            input=$(cat)
            """);
        node.Script("vlan", $$"""
            . {{node.Scripts}}/links
            ip link show side >/dev/null 2>&1 || fail "Link not found"
            case $CNI_COMMAND in
              ADD) ip link add link side name "$CNI_IFNAME" netns "$CNI_NETNS" type macvlan mode bridge && ipam ;;
              DEL) ipam >/dev/null; [ -z "$CNI_NETNS" ] || in_pod link del "$CNI_IFNAME" 2>/dev/null || true ;;
            esac
            """);
        node.Script("bond", $$"""
            . {{node.Scripts}}/links
            case $CNI_COMMAND in
              ADD) in_pod link add "$CNI_IFNAME" type veth peer name "$CNI_IFNAME-far" && ipam ;;
              DEL)
                ipam >/dev/null
                [ -n "$CNI_NETNS" ] || exit 0
                [ -e "$CNI_NETNS" ] \
                  || fail "Failed to retrieve netNs from path ($CNI_NETNS), error: no such file or directory"
                for link in net1 net2; do
                  in_pod link show $link >/dev/null 2>&1 \
                    || fail "Failed to confirm that link ($link) exists, error: Link not found"
                done
                in_pod link del "$CNI_IFNAME" 2>/dev/null \
                  || fail "Failed to find bonded link ($CNI_IFNAME), error: Link not found"
                ;;
            esac
            """);
        var ipam = node.Network.Ipam("10.6.0.0/16");
        node.Render("shop/vlan", Network.List(
            "vlan", $$"""{"type":"vlan","master":"side","vlanId":5,"ipam":{{ipam}}}"""));
        node.Render("shop/sbr", Network.List(
            "sbr", $$"""{"type":"macvlan","master":"side","ipam":{{ipam}}}""", """{"type":"sbr"}"""));
        node.Render("shop/bond", Network.List(
            "bond",
            $$"""{"type":"bond","linksInContainer":true,"links":[{"name":"net1"},{"name":"net2"}],"ipam":{{ipam}}}"""));
    }

    public void Dispose() => node.Dispose();

    [Theory]
    [InlineData("vlan", "the master")]
    [InlineData("vlan", "the link")]
    [InlineData("vlan", "the namespace")]
    [InlineData("vlan", "the namespace's name")]
    [InlineData("vlan", "the namespace, the master")]
    [InlineData("sbr", "the master")]
    [InlineData("sbr", "the link")]
    [InlineData("sbr", "the namespace")]
    [InlineData("sbr", "the namespace's name")]
    [InlineData("macvlan-conf,bridge-conf,bond", "the link")]
    [InlineData("macvlan-conf,bridge-conf,bond", "a part")]
    [InlineData("macvlan-conf,bridge-conf,bond", "the namespace")]
    [InlineData("macvlan-conf,bridge-conf,bond", "the namespace's name")]
    public void One_DEL_is_enough(string networks, string gone)
    {
        var pod = node.AddPod();
        node.Add(pod, networks).ShouldSucceed();
        var last = $"net{networks.Split(',').Length}";
        var request = Machine.Call("DEL", pod);
        foreach (var part in gone.Split(", "))
        {
            request = Lose(part, pod, last, request);
        }

        node.Call(request).ShouldSucceed();

        // A bond without its members can no longer be taken apart; it is removed with the pod.
        pod.Stop();
        node.ShouldBeClean();
    }

    [Fact]
    public void A_daemon_that_is_away_is_no_link_that_is_gone()
    {
        node.Script("daemon", """
            [ "$CNI_COMMAND" = ADD ] && { echo '{"cniVersion":"1.0.0"}'; exit; }
            echo '{"code":999,"msg":"dial unix /run/daemon.sock: connect: no such file or directory"}'
            exit 1
            """);
        node.Render("shop/daemon", Network.List("daemon", """{"type":"daemon"}"""));
        var pod = node.AddPod();
        node.Add(pod, "daemon").ShouldSucceed();
        pod.Stop();

        node.Delete(pod).ShouldFail(999).ShouldContain("dial unix");
        node.Delete(pod).ShouldFail(999).ShouldContain("dial unix");
        node.Script("daemon", "exit 0");
        node.Delete(pod).ShouldSucceed();

        node.ShouldBeClean();
    }

    private PluginRequest Lose(string part, Pod pod, string link, PluginRequest request)
    {
        switch (part)
        {
            case "the master":
                Command.Run("ip", "-n", node.Name, "link", "del", "side");
                return request;
            case "the link":
                Command.Run("ip", "-n", pod.ContainerId, "link", "del", link);
                return request;
            case "a part":
                Command.Run("ip", "-n", pod.ContainerId, "link", "del", "net1");
                return request;
            case "the namespace":
                pod.Stop();
                return request;
            default:
                pod.Stop();
                return request with { Netns = "" };
        }
    }
}
