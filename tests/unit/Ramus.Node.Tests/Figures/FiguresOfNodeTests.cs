using System.Text;
using Ramus.Contract.Cni;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Health;
using Ramus.Node.Figures;
using Ramus.Node.Services;
using Ramus.Node.Tests.Support;

namespace Ramus.Node.Tests.Figures;

/// <summary>The files of the plugin become metrics of the agent.</summary>
public sealed class FiguresOfNodeTests
{
    [Fact]
    public async Task The_agent_creates_the_file_counts_what_is_appended_and_empties_it()
    {
        await using var node = await AgentHarness.CreateAsync();
        node.Root.Write("state/spool/commands.jsonl", "damaged\n" + Line("d/before", "ADD"));
        node.Start();
        await Eventually.HoldsAsync(() => node.Exported().Contains("d/before", StringComparison.Ordinal), "read");
        var file = node.Root["state/spool/commands.jsonl"];
        new FileInfo(file).Length.ShouldBe(0);

        await File.AppendAllTextAsync(file, Line("d/after", "DEL"), TestContext.Current.CancellationToken);

        await Eventually.HoldsAsync(
            () => node.Exported().Contains(
                """ramus_attach_duration_seconds_count{network="d/after",verb="del"} 1""", StringComparison.Ordinal),
            "counted");
    }

    [Fact]
    public async Task A_file_that_is_missing_too_large_or_not_ours_does_not_stop_the_agent()
    {
        await using var node = await AgentHarness.StartAsync();
        var file = node.Root["state/spool/commands.jsonl"];
        await Eventually.HoldsAsync(() => File.Exists(file), "created");

        File.Delete(file);
        await Eventually.HoldsAsync(() => File.Exists(file), "created again");
        await File.WriteAllBytesAsync(file, new byte[4 << 20], TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(() => new FileInfo(file).Length == 0, "emptied");

        node.IsReady.ShouldBeTrue();
    }

    [Fact]
    public void Records_name_the_network_of_each_interface()
    {
        using var root = new ScratchDirectory();
        using var metrics = new NodeMetrics();
        using var exporter = new PrometheusExporter(NodeMetrics.MeterName);
        new PodInterfaces(root["attachments"]).ExportTo(metrics);
        exporter.Collect().ShouldNotContain("ramus_pod_network_info");

        root.Write("attachments/c1.jsonl", Record("c1", "web", "d/old"));
        Eventually.Holds(
            () => File.GetCreationTimeUtc(root["attachments/c1.jsonl"])
                < File.GetCreationTimeUtc(root.Write($"clock/{Guid.NewGuid()}", "")),
            "the clock of the file system goes on");
        root.Write("attachments/c2.jsonl", Record("c2", "web", "d/new"));

        // A DEL of the older sandbox that is tried again appends to its record.
        File.AppendAllText(root["attachments/c1.jsonl"], "{\"detaching\":0}\n");
        root.Write("attachments/damaged.jsonl", "{");

        var text = exporter.Collect();
        text.ShouldContain("""ramus_pod_network_info{namespace="shop",pod="web",interface="eth0",network="cbr0"} 1""");
        text.ShouldContain("""ramus_pod_network_info{namespace="shop",pod="web",interface="net1",network="d/new"} 1""");
        text.ShouldNotContain("d/old", Case.Sensitive, "the newer sandbox of the pod counts");

        root.Write("attachments/large.jsonl", Record("large", "huge", "d/huge") + new string(' ', 1 << 20));
        exporter.Collect().ShouldNotContain("d/huge");
        root.Write("attachments/damaged.jsonl", Record("damaged", "late", "d/late"));
        exporter.Collect().ShouldContain("d/late", Case.Sensitive, "its record is complete now");

        File.Delete(root["attachments/damaged.jsonl"]);
        File.Delete(root["attachments/large.jsonl"]);
        File.Delete(root["attachments/c2.jsonl"]);
        exporter.Collect().ShouldContain("d/old");
        File.Delete(root["attachments/c1.jsonl"]);
        exporter.Collect().ShouldNotContain("ramus_pod_network_info");
    }

    private static string Line(string network, string command) => Encoding.UTF8.GetString(new CommandReport
    {
        Command = command,
        Microseconds = 5,
        Networks = [KeyValuePair.Create(network, 4L)],
    }.ToLine());

    private static string Record(string container, string pod, string network) => Encoding.UTF8.GetString(
        RecordFormat.Intent(new AttachmentRecord
        {
            ContainerId = container,
            Netns = "/run/netns/x",
            Args = "",
            BootId = "boot",
            Pod = new PodKey("shop", pod, "uid"),
            Attachments = [Attachment("cbr0", "eth0"), Attachment(network, "net1")],
        }));

    private static Attachment Attachment(string network, string name) => new()
    {
        Network = network,
        Interface = name,
        Config = NetworkConfig.Parse("""{"cniVersion":"1.0.0","name":"n","type":"bridge"}"""u8.ToArray(), "n"),
    };
}
