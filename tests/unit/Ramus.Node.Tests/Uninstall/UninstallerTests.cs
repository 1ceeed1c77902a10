using System.Text;
using Ramus.Contract.Cni;
using Ramus.Contract.NodeDisk;
using Ramus.Node.Uninstall;

namespace Ramus.Node.Tests.Uninstall;

public sealed class UninstallerTests : IDisposable
{
    private const string Ours = """{"name":"ramus","plugins":[{"type":"ramus"}]}""";

    private readonly ScratchDirectory root = new();

    private string RuntimeConfig => root[$"conf/{NodeLayout.RuntimeConfig}"];

    public UninstallerTests()
    {
        root.Write("conf/10-bridge.conf", """{"name":"cbr0","type":"bridge"}""");
        root.Write($"conf/{NodeLayout.RuntimeConfig}", Ours);
        root.Write("conf/ramus.d/networks/default/a.conflist", "{}");
        root.Write("bin/ramus", "binary");
        root.Write("bin/bridge", "binary");
        root.Write("state/spool/c1.json", "{}");
        Directory.CreateDirectory(root["state/attachments"]);
    }

    public void Dispose() => root.Dispose();

    [Fact]
    public void Exactly_the_files_of_the_agent_are_removed()
    {
        var lines = Uninstall();

        root.Names("conf").ShouldBe(["10-bridge.conf"]);
        root.Names("bin").ShouldBe(["bridge"]);
        Directory.Exists(root["state"]).ShouldBeFalse();
        lines.ShouldContain($"removed {RuntimeConfig}");
    }

    [Fact]
    public void Files_that_a_migration_moved_are_kept()
    {
        root.Write("state/migration/0", "kubeconfig");

        var lines = Uninstall();

        root.Names("state").ShouldBe(["migration"]);
        root.Names("state/migration").ShouldBe(["0"]);
        lines[^1].ShouldStartWith($"kept {root["state/migration"]}");
    }

    [Fact]
    public void What_links_lead_to_stays()
    {
        root.Write("other/file", "theirs");
        Directory.Delete(root["state"], recursive: true);
        Directory.CreateSymbolicLink(root["state"], root["other"]);

        Uninstall();

        Path.Exists(root["state"]).ShouldBeFalse();
        File.ReadAllText(root["other/file"]).ShouldBe("theirs");
    }

    [Fact]
    public void A_second_run_finds_nothing_to_do()
    {
        Uninstall();

        Uninstall().ShouldBeEmpty();
    }

    [Fact]
    public void A_pod_with_networks_of_Ramus_keeps_the_plugin_until_its_deletion()
    {
        Remember("c1", "cbr0", "default/blue");
        Remember("c2", "cbr0");

        var lines = Uninstall();

        root.Names("conf").ShouldBe([NodeLayout.RuntimeConfig, "10-bridge.conf"]);
        File.ReadAllText(RuntimeConfig).ShouldContain("\"leaving\": true");
        File.Exists(root["bin/ramus"]).ShouldBeTrue();
        root.Names("state/attachments").ShouldBe(["c1.jsonl"], "the runtime can delete the other pod without Ramus");
        lines[^1].ShouldContain("because 1 pod has networks of Ramus");
    }

    [Fact]
    public void Pods_with_the_default_network_alone_do_not_need_us()
    {
        Remember("c1", "cbr0");

        Uninstall();

        root.Names("conf").ShouldBe(["10-bridge.conf"]);
        root.Names("bin").ShouldBe(["bridge"]);
        Directory.Exists(root["state"]).ShouldBeFalse();
    }

    [Theory]
    [InlineData("default/other")]
    [InlineData(null)]
    public void Another_default_network_and_an_unreadable_record_are_kept(string? network)
    {
        if (network is null)
        {
            root.Write("state/attachments/c1.jsonl", "half a li");
        }
        else
        {
            Remember("c1", network);
        }

        Uninstall();

        File.Exists(root["bin/ramus"]).ShouldBeTrue();
    }

    [Fact]
    public void Where_the_runtime_does_not_call_the_plugin_the_records_stay_for_a_second_run()
    {
        Remember("c1", "cbr0", "default/blue");
        File.Delete(RuntimeConfig);

        Uninstall()[^1].ShouldContain("then run this command again");

        root.Names("state/attachments").ShouldBe(["c1.jsonl"]);
    }

    [Fact]
    public void Cached_results_of_our_list_are_removed_and_others_are_kept()
    {
        var id = new string('a', 64);
        root.Write($"results/ramus-{id}-eth0", "{}");
        root.Write($"results/cbr0-{id}-eth0", "{}");
        root.Write("results/ramus-ring-eth0", "{}");

        Uninstall();

        root.Names("results").ShouldBe([$"cbr0-{id}-eth0", "ramus-ring-eth0"]);
    }

    [Fact]
    public void Empty_folders_of_ours_go_and_others_stay()
    {
        Directory.CreateDirectory(root["cni/multus/net.d"]);
        root.Write("run/node.sock", "");

        List<string> lines = [.. new Uninstaller(new UninstallPaths(
            root["conf"], root["bin"], root["state"], root["run"], root["cni/multus/net.d"])).Run()];

        Directory.Exists(root["run"]).ShouldBeFalse();
        root.Names("cni").ShouldBeEmpty();
        lines.ShouldContain($"removed {root["cni/multus"]}");
    }

    [Fact]
    public void Our_file_goes_under_the_name_that_Cilium_gave_it_too()
    {
        File.Move(RuntimeConfig, $"{RuntimeConfig}.cilium_bak");
        root.Write($"conf/{NodeLayout.RuntimeConfigGuard}", Ours);
        root.Write($"conf/{NodeLayout.RuntimeConfig}.saved", """{"name":"other","plugins":[{"type":"bridge"}]}""");

        Uninstall();

        root.Names("conf").ShouldBe([$"{NodeLayout.RuntimeConfig}.saved", "10-bridge.conf"]);
    }

    private List<string> Uninstall() =>
        [.. new Uninstaller(new UninstallPaths(root["conf"], root["bin"], root["state"])).Run()];

    // A record as the plugin writes it.
    private void Remember(string container, params string[] networks)
    {
        var record = new AttachmentRecord
        {
            ContainerId = container,
            Netns = "/run/netns/a",
            Args = "",
            BootId = "",
            Attachments = [.. networks.Select((network, index) => new Attachment
            {
                Network = network,
                Interface = $"net{index}",
                Config = NetworkConfig.Parse("""{"name":"n","type":"bridge"}"""u8.ToArray(), "test"),
            })],
        };
        byte[] journal = [.. RecordFormat.Intent(record), .. RecordFormat.Started(0)];
        root.Write($"state/attachments/{container}.jsonl", Encoding.UTF8.GetString(journal));
    }
}
