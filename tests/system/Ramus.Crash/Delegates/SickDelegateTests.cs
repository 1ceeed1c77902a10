using System.Diagnostics;
using System.Text.Json.Nodes;
using Ramus.Contract.NodeDisk;
using Ramus.Crash.Node;

namespace Ramus.Crash.Delegates;

/// <summary>
/// The third of four networks fails. The error names it and keeps the plugin's code, the first two are detached in
/// reverse order, and the fourth is never begun.
/// </summary>
[Trait("Needs", "Root")]
public sealed class SickDelegateTests : IDisposable
{
    private const string Prefix = "network 'shop/sick', interface 'net2': plugin 'sick' ";
    private readonly Machine node = new();

    public SickDelegateTests()
    {
        node.Settings["timeouts"] = new JsonObject { ["add"] = 2, ["undo"] = 20 };
        foreach (var type in new[] { "bridge", "macvlan" })
        {
            node.Script(type, $"""echo "$CNI_COMMAND $CNI_IFNAME" >>{node["calls"]}; exec {node.RealPlugins}/{type}""");
        }

        node.Render("shop/sick", Node.Network.List("sick", """{"type":"sick"}"""));
    }

    public void Dispose() => node.Dispose();

    [Theory]
    [InlineData("sleep 600", 11, "failed (ADD): did not finish in time and was killed")]
    [InlineData("trap '' TERM; while :; do sleep 1; done", 11, "failed (ADD): did not finish in time")]
    [InlineData("cat /dev/zero", 999, "failed (ADD): printed more than 4 MiB and was killed")]
    [InlineData("exit 3", 999, "failed (ADD): ended with status 3 and printed nothing")]
    [InlineData("kill -SEGV $$", 999, "failed (ADD): was killed by signal 11")]
    [InlineData("echo oops; exit 1", 999, "failed (ADD): ended with status 1 and printed no CNI error object: oops")]
    [InlineData("""echo '{"code":123,"msg":"my own words"}'; exit 1""", 123, "failed (ADD): my own words")]
    [InlineData("echo oops", 6, "succeeded but printed no valid result: ")]
    [InlineData("""echo '["a list"]'""", 6, "succeeded but printed no valid result: ")]
    [InlineData("""echo '{"cniVersion":"7.0.0","ips":[]}'""", 6, "succeeded but printed no valid result: ")]
    [InlineData("""echo '{"cniVersion":"1.0.0","ips":[{"address":"10.9"}]}'""", 6, "succeeded but printed no valid")]
    public void The_failing_network_is_named_and_the_others_are_detached(string body, int code, string message)
    {
        node.Script("sick", $"""[ "$CNI_COMMAND" = ADD ] || exit 0; {body}""");
        var pod = node.AddPod();
        var began = Stopwatch.GetTimestamp();

        var answer = node.Add(pod, "macvlan-conf,sick,bridge-conf");

        answer.ShouldFail(code).ShouldStartWith(Prefix + message);
        File.ReadAllLines(node["calls"]).ShouldBe(["ADD eth0", "ADD net1", "DEL net1", "DEL eth0"]);
        Stopwatch.GetElapsedTime(began).TotalSeconds.ShouldBeLessThan(20);
        node.ShouldBeClean();
    }

    [Fact]
    public void An_address_on_a_missing_interface_is_ignored()
    {
        node.Script("sick", """
            [ "$CNI_COMMAND" = ADD ] || exit 0
            echo '{"cniVersion":"1.0.0","interfaces":[{"name":"net1","sandbox":"/x"},{"name":"far"}],
              "ips":[{"address":"10.9.9.9/24","interface":4},{"address":"10.9.9.8/24","interface":-7}]}'
            """);
        var pod = node.AddPod();

        node.Add(pod, "sick").ShouldSucceed();

        var report = StatusReport.Parse(File.ReadAllBytes($"{node.State}/spool/{pod.ContainerId}.json"));
        report.NetworkStatus.ShouldContain("shop/sick");
        report.NetworkStatus.ShouldNotContain("10.9.9.9");
        node.Delete(pod).ShouldSucceed();
        node.ShouldBeClean();
    }

    [Fact]
    public void A_binary_that_stays_busy_is_named_and_DEL_succeeds_when_it_is_free_again()
    {
        node.Script("sick", "exit 0");
        var pod = node.AddPod();
        using (File.Open($"{node.Scripts}/sick", FileMode.Open, FileAccess.Write))
        {
            node.Add(pod, "macvlan-conf,sick").ShouldFail(5).ShouldStartWith(Prefix);
        }

        node.Delete(pod).ShouldSucceed();
        node.ShouldBeClean();
    }

    [Fact]
    public void A_DEL_that_hangs_ends_at_its_deadline_and_a_retry_does_the_rest()
    {
        node.Settings["timeouts"] = new JsonObject { ["delete"] = 2 };
        node.Script("sick", """if [ "$CNI_COMMAND" = ADD ]; then echo '{"cniVersion":"1.0.0"}'; else sleep 600; fi""");
        var pod = node.AddPod();
        node.Add(pod, "macvlan-conf,sick").ShouldSucceed();

        node.Delete(pod).ShouldFail(11).ShouldContain("did not finish in time");
        node.Script("sick", "exit 0");
        node.Delete(pod).ShouldSucceed();

        node.ShouldBeClean();
    }
}
