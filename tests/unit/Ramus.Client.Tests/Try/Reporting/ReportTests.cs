using System.Text.Json;
using Ramus.Client.Output;
using Ramus.Client.Try.Input;
using Ramus.Client.Try.Reporting;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;

namespace Ramus.Client.Tests.Try.Reporting;

public sealed class ReportTests
{
    private static readonly PodOutcome Good = new()
    {
        Pod = new PodManifest { Key = new PodKey("default", "web", "uid") },
        ContainerId = "abc",
        AddTime = TimeSpan.FromMilliseconds(12.34),
        Attachments =
        [
            new("cbr0", "eth0", TimeSpan.FromMilliseconds(8)),
            new("default/blue", "net1", null),
        ],
        Interfaces =
        [
            new("lo", "loopback", "00:00:00:00:00:00", 65536, ["127.0.0.1/8"]),
            new("eth0", "veth", "02:00:00:00:00:01", 1500, ["10.244.0.2/24"]),
            new("net1", "macvlan", "02:00:00:00:00:02", 9000, ["10.1.1.5/24", "fd00::5/64"]),
        ],
        Routes = [new("default", "10.244.0.1", "eth0")],
        Sysctls = [new("net.core.somaxconn", "500", "default/blue")],
        HostPorts = [new(8080, 80, "tcp", HostPortReach.Network)],
        NetworkStatus = "[{\n    \"name\": \"cbr0\"\n}]",
        End = new PodEnd(TimeSpan.FromMilliseconds(5), null, []),
    };

    private static readonly PodOutcome Bad = new()
    {
        Pod = new PodManifest { Key = new PodKey("default", "bad", "uid") },
        ContainerId = "def",
        AddTime = TimeSpan.FromMilliseconds(1),
        Failure = new Failure(7, "default/red", "net1", "no such network", "make it"),
        End = new PodEnd(TimeSpan.FromMilliseconds(2), null, ["file /var/lib/cni/x"]),
    };

    [Fact]
    public void A_table_shows_what_a_pod_got_and_from_which_network() =>
        Table(showsStatus: true).Write(Run(Good)).ShouldBe(
            """
            Scratch node: interfaces eth0, eth1; default network cbr0; 1 more network; plugin /bin/ramus

            pod default/web  ADD 12.3 ms, DEL 5.0 ms
              INTERFACE  NETWORK       ADDRESSES               MAC                MTU   TIME
              eth0       cbr0          10.244.0.2/24           02:00:00:00:00:01  1500  8.0 ms
              net1       default/blue  10.1.1.5/24 fd00::5/64  02:00:00:00:00:02  9000  -
              routes      default via 10.244.0.1 dev eth0
              sysctl      net.core.somaxconn = 500 (default/blue)
              host port   8080/tcp of the node to 80 of the pod: answers
              status      [{
                              "name": "cbr0"
                          }]
              after DEL   nothing left: no interface, address lease, packet rule, record or report

            ✓ default/web  eth0 10.244.0.2/24  net1 10.1.1.5/24 fd00::5/64  12.3 ms
            1 pod: 1 ok, 0 failed, 0 warnings

            """);

    [Fact]
    public void The_network_status_is_shown_on_request() =>
        Table().Write(Run(Good)).ShouldNotContain("cbr0\"");

    [Fact]
    public void A_failure_says_which_network_why_and_what_to_do() =>
        Table().Write(Run(Good with { End = null }, Bad)).ShouldEndWith(
            """
            pod default/bad  FAILED after 1.0 ms, DEL 2.0 ms
              network     default/red as net1
              why         no such network (CNI error 7)
              to do       make it
              after DEL   left: file /var/lib/cni/x

            ✓ default/web  eth0 10.244.0.2/24  net1 10.1.1.5/24 fd00::5/64  12.3 ms
            ✗ default/bad  no such network
            2 pods: 1 ok, 1 failed, 0 warnings

            """);

    [Fact]
    public void Findings_of_the_rules_are_shown_in_table_and_json()
    {
        const string mistake = """{"cniVersion":"1.0.0","type":"bridge","vlan":5000,"colour":1}""";
        var network = new NetworkAttachmentDefinition { Namespace = "default", Name = "blue", Config = mistake };
        var report = Run(Good) with { Findings = NetworkFinding.In([network]) };

        var table = Table().Write(report);
        var json = JsonDocument.Parse(JsonReport.Write(report)).RootElement.GetProperty("findings");

        table.ShouldContain("\nerror in default/blue: spec.config.vlan (line 1 column 39): 5000 is out of range; ");
        table.ShouldContain("\nwarning in default/blue: spec.config.colour (line 1 column 51): bridge does not know ");
        table.ShouldEndWith("1 pod: 1 ok, 0 failed, 1 error, 1 warning\n");
        json.GetArrayLength().ShouldBe(2);
        json[0].GetProperty("rule").GetString().ShouldBe("bridge-vlan-range");
        json[0].GetProperty("severity").GetString().ShouldBe("error");
        json[1].GetProperty("line").GetInt64().ShouldBe(1);
    }

    [Fact]
    public void Json_has_the_same_facts()
    {
        var json = JsonElement.Parse(JsonReport.Write(Run(Good, Bad)));

        json.GetProperty("version").GetInt32().ShouldBe(1);
        json.GetProperty("ok").GetBoolean().ShouldBeFalse();
        var good = json.GetProperty("pods")[0];
        good.GetProperty("addMilliseconds").GetDouble().ShouldBe(12.3);
        good.GetProperty("interfaces")[2].GetRawText().ShouldContain("fd00::5/64");
        good.GetProperty("interfaces")[2].GetProperty("network").GetString().ShouldBe("default/blue");
        good.GetProperty("networkStatus")[0].GetProperty("name").GetString().ShouldBe("cbr0");
        good.GetProperty("hostPorts")[0].GetProperty("reachableFrom").GetString().ShouldBe("network");
        good.GetProperty("del").GetProperty("left").GetArrayLength().ShouldBe(0);
        var bad = json.GetProperty("pods")[1];
        bad.GetProperty("failure").GetProperty("toDo").GetString().ShouldBe("make it");
        bad.GetProperty("networkStatus").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData(HostPortReach.None, false)]
    [InlineData(HostPortReach.Node, true)]
    [InlineData(HostPortReach.Untried, true)]
    internal void A_host_port_that_answers_nowhere_spoils_the_run(HostPortReach reach, bool isGood) =>
        Run(Good with { HostPorts = [new(1, 1, "tcp", reach)] }).IsGood.ShouldBe(isGood);

    [Fact]
    public void Leftovers_fail_the_run() =>
        Run(Good with { End = new PodEnd(TimeSpan.Zero, null, ["a lease"]) }).IsGood.ShouldBeFalse();

    [Fact]
    public void Each_failed_pod_has_a_line_with_the_reason()
    {
        var failure = new Failure(1, null, null, "no", null);
        ShouldFail(Good with { End = new PodEnd(TimeSpan.Zero, failure, []) }, "DEL failed: no");
        ShouldFail(Good with { End = new PodEnd(TimeSpan.Zero, null, ["a lease"]) }, "left after DEL: a lease");
        ShouldFail(Good with { HostPorts = [new(1, 1, "tcp", HostPortReach.None)] }, "a host port does not answer");

        static void ShouldFail(PodOutcome pod, string reason) => Table().Write(Run(pod))
            .ShouldContain($"\n✗ default/web  {reason}\n1 pod: 0 ok, 1 failed, 0 warnings\n");
    }

    [Fact]
    public void A_terminal_has_colours() =>
        new TableReport(new Paint(true), showsStatus: false).Write(Run(Good, Bad))
            .ShouldContain("\u001b[31m✗\u001b[0m default/bad");

    private static TableReport Table(bool showsStatus = false) => new(Paint.None, showsStatus);

    private static TryReport Run(params IReadOnlyList<PodOutcome> pods) => new()
    {
        Ramus = "/bin/ramus",
        Uplinks = ["eth0", "eth1"],
        DefaultNetwork = "cbr0",
        Networks = 1,
        Pods = pods,
    };
}
