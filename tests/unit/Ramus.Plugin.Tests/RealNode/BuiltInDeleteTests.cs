namespace Ramus.Plugin.Tests.RealNode;

/// <summary>DEL removes the interfaces of built-in plugins together, and keeps the order of everything else.</summary>
[Trait("Needs", "Root")]
public sealed class BuiltInDeleteTests : IDisposable
{
    private readonly TestNode node = new() { BuiltIn = "auto" };

    public BuiltInDeleteTests()
    {
        // A plugin of a chain that writes which interfaces the pod has at its DEL, and fails when it should.
        node.Script("watch", $$"""
            input=$(cat)
            case $CNI_COMMAND in
              ADD) printf %s "$input" | jq -c .prevResult ;;
              DEL)
                nsenter "--net=$CNI_NETNS" ip -o link show | grep -o 'eth0\|net[0-9]' | sort -u | xargs \
                  >>{{node["seen"]}}
                [ ! -e {{node["broken"]}} ] || { echo '{"code":11,"msg":"later"}'; exit 1; }
                ;;
            esac
            """);
        foreach (var number in (int[])[1, 3, 4])
        {
            node.Render($"shop/m{number}", TestNode.Network($"m{number}", Macvlan(number)));
        }

        node.Render("shop/m2", TestNode.Network("m2", Macvlan(2), """{"type":"watch"}"""));
    }

    private string[] Seen => File.ReadAllLines(node["seen"]);

    public void Dispose() => node.Dispose();

    [Fact]
    public void A_plugin_that_is_a_program_runs_when_the_attachments_after_its_own_are_detached()
    {
        var pod = node.AddPod();
        node.Add(pod, "m1,m2,m3,m4").ShouldSucceed();

        node.Delete(pod).ShouldSucceed();

        Seen.ShouldBe(["eth0 net1 net2"]);
        pod.Interfaces.ShouldBeEmpty();
        node.ShouldBeClean();
    }

    [Fact]
    public void A_broken_plugin_does_not_keep_the_others_from_being_deleted()
    {
        var pod = node.AddPod();
        node.Add(pod, "m1,m2,m3,m4").ShouldSucceed();
        node.Write("broken", "");

        node.Delete(pod).ShouldFail(11);

        pod.Interfaces.ShouldBe(["net2"]);
        node.Leases.ShouldHaveSingleItem().ShouldEndWith("m2/10.1.2.2");
        File.Delete(node["broken"]);
        node.Delete(pod).ShouldSucceed();
        Seen.ShouldBe(["eth0 net1 net2", "net2"]);
        node.ShouldBeClean();
    }

    [Fact]
    public void An_interface_that_no_plugin_of_ours_made_stays()
    {
        node.BuiltIn = "macvlan,host-local";
        node.Default = TestNode.Network("cluster", """{"type":"watch-default"}""");
        node.Script("watch-default", """
            case $CNI_COMMAND in
              ADD) ip -n "${CNI_NETNS##*/}" link add eth0 type bridge; echo '{"cniVersion":"1.0.0"}' ;;
            esac
            """);
        var pod = node.AddPod();
        node.Add(pod, "m1,m3").ShouldSucceed();
        Command.Run("ip", "-n", pod.ContainerId, "link", "add", "own", "type", "bridge");

        node.Delete(pod).ShouldSucceed();

        pod.Interfaces.ShouldBe(["eth0", "own"], ignoreOrder: true);
        node.Leases.ShouldBeEmpty();
    }

    [Fact]
    public void Interfaces_that_cannot_be_removed_together_are_removed_one_by_one()
    {
        var pod = node.AddPod();
        node.Add(pod, "m1,m3,m4").ShouldSucceed();
        Command.Run("ip", "-n", pod.ContainerId, "link", "del", "net1");
        Command.Run("ip", "-n", pod.ContainerId, "link", "set", "lo", "down");
        Command.Run("ip", "-n", pod.ContainerId, "link", "set", "lo", "name", "net1");

        node.Delete(pod).ShouldFail(999).ShouldContain("interface 'net1'");

        pod.Interfaces.ShouldBe(["net1"]);
        node.Leases.ShouldHaveSingleItem().ShouldEndWith("m1/10.1.1.2");
    }

    private string Macvlan(int number) => node.Macvlan($"10.1.{number}.0/24");
}
