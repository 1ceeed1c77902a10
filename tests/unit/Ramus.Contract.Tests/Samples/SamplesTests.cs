using System.Text.Json;
using Ramus.Contract.Agent;
using Ramus.Contract.Cni;
using Ramus.Contract.Network;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.NodeNetwork;
using Ramus.Contract.Selection;
using Ramus.Contract.Status;

namespace Ramus.Contract.Tests.Samples;

/// <summary>The files and messages of version 0.1.0 are read with their original meaning.</summary>
public sealed class SamplesTests
{
    [Fact]
    public void The_report_of_a_node()
    {
        var report = NodeReportFormat.Read(JsonElement.Parse(Sample.Read("node-network.json").Span));

        report.ShouldHaveTheShapeOf(new NodeReport
        {
            Version = "0.1.0",
            DefaultNetwork = new ReportedDefaultNetwork("cbr0", "10-bridge.conflist", ["bridge", "portmap"]),
            Plugins =
            [
                new InstalledPlugin("bridge", ["0.3.1", "0.4.0", "1.0.0"]),
                new InstalledPlugin("odd", [], "gave no answer within 2 s"),
            ],
            Interfaces = [new HostInterface("eth0", "up", 1500), new HostInterface("eth1.100", "unknown", 0)],
            Rendered = 2,
            Failed = 1,
            Failures = [new NetworkFailure(new NetworkKey("red", "bad"), "plugin <sriov> is not installed")],
            Revision = 4711,
            Conditions =
            [
                Condition(
                    "Ready", true, "AllWell",
                    "the container runtime calls the plugin, and the networks are on the disk"),
                Condition("DefaultNetworkReady", false, "NotReady", "no file"),
            ],
        });

        static ReportCondition Condition(string type, bool isTrue, string reason, string message) =>
            new(type, isTrue, reason, message) { Since = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) };
    }

    [Fact]
    public void The_status_of_a_network()
    {
        var state = NetworkStateFormat.Read(JsonElement.Parse(Sample.Read("network-status.json").Span));

        state.ShouldHaveTheShapeOf(new NetworkState
        {
            ObservedGeneration = 3,
            Type = "macvlan,tuning",
            CniVersion = "1.0.0",
            ResourceName = "intel.com/sriov",
            Plugins = [new ProgramNeed("macvlan", "interface"), new ProgramNeed("whereabouts", "ipam")],
            Masters = ["eth1"],
            Warnings = ["spec.config.x: a & b (key-unknown)"],
            Nodes = new NodeCounts(3, 1, 1, "4711", ["plugin macvlan is not installed on node-2"]),
            Pods = 2,
            UsedBy = ["red/web-0", "red/web-1"],
            OutdatedPods = 1,
            Conditions =
            [
                new("Valid", "True", "Valid", "nothing in it is wrong") { Since = "2026-01-01T00:00:00Z" },
                new("Rendered", "False", "NodesFailed", "plugin macvlan is not installed on node-2")
                {
                    Since = "2026-01-02T00:00:00Z",
                },
                new("InUse", "True", "PodsOutdated", "1 pods") { Since = "2026-01-02T00:00:00Z" },
            ],
        });
    }

    [Fact]
    public void The_generations_of_a_pods_networks() =>
        NetworkGenerations.Read(Sample.Text("network-generations.json"))
            .ShouldBe(new Dictionary<string, long> { ["red/blue"] = 3 });

    [Fact]
    public void The_configuration_of_the_plugin()
    {
        var list = NetworkConfig.Parse(Sample.Read("00-ramus.conflist"), "00-ramus.conflist");
        var settings = RamusConflistSettings.Read(list.Plugins[0].Element, "configuration");
        var network = NetworkConfig.FromElement(
            list.Plugins[0].Element.GetProperty(PluginKeys.Delegates)[0], "default network");

        settings.NamespaceIsolation.ShouldBeTrue();
        settings.GlobalNamespaces.ShouldBe("default,shared");
        settings.AllowMissingDevice.ShouldBeTrue();
        settings.Use.Grants.ShouldHaveSingleItem().Networks.ShouldBe(["blue/lan"]);
        settings.RamusDir.ShouldBe(NodeLayout.StandardRamusDir);
        var today = RamusConflist.Render(settings, "10-bridge.conflist", network, [list.Plugins[1].Element]);
        JsonElement.DeepEquals(today.Json(), list.Element).ShouldBeTrue("what is written today means the same");
    }

    [Fact]
    public void A_rendered_network()
    {
        var network = NetworkConfig.Parse(Sample.Read("networks/red/blue.conflist"), "blue.conflist");
        var rendered = NetworkRenderer.Render(
            new NetworkAttachmentDefinition
            {
                Namespace = "red",
                Name = "blue",
                Config = """{"cniVersion":"1.0.0","type":"macvlan","master":"eth1"}""",
                Uid = "0f8e",
                Generation = 3,
            },
            _ => null);

        (network.Name, network.Uid, network.Generation).ShouldBe(("blue", "0f8e", 3));
        rendered.ToListJson().Text().ShouldBe(Sample.Text("networks/red/blue.conflist"));
    }

    [Fact]
    public void A_report_for_the_agent()
    {
        var report = StatusReport.Parse(Sample.Read("spool/c0ffee.json"));

        report.Pod.ShouldBe(new PodKey("red", "web-0", "77aa"));
        NetworkStatus.Parse(report.NetworkStatus).Select(entry => entry.Name).ShouldBe(["cbr0", "red/blue"]);
        report.Attachments.Select(attachment => attachment.Generation).ShouldBe([0, 3]);
        report.ToJson().Text().ShouldBe(Sample.Text("spool/c0ffee.json"));
    }

    [Fact]
    public void Messages_between_plugin_and_agent()
    {
        foreach (var line in Sample.Text("agent-requests.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            AgentRequest.Parse(line.Utf8()).ToJson().Text().ShouldBe(line);
        }

        foreach (var line in Sample.Text("agent-replies.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            AgentReply.Parse(line.Utf8()).ToJson().Text().ShouldBe(line);
        }
    }
}
