using Ramus.Contract.NodeDisk;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Tests.NodeDisk;

public sealed class NodeLayoutTests
{
    [Fact]
    public void The_files_of_a_node_are_where_version_0_1_0_has_them()
    {
        var layout = NodeLayout.Standard;

        layout.Ours.ShouldBe([
            "/etc/cni/net.d/00-ramus.conflist",
            "/etc/cni/net.d/0-ramus.conflist",
            "/etc/cni/net.d/ramus.d",
            "/opt/cni/bin/ramus",
            "/var/lib/cni/ramus/attachments",
            "/var/lib/cni/ramus/spool",
            "/var/lib/cni/ramus/lock",
            "/run/ramus",
            "/var/lib/cni/results/ramus-[0-9a-f]*-eth0",
        ]);
        NodeLayout.NetworkFileIn(NodeLayout.StandardRamusDir, new NetworkKey("red", "blue"))
            .ShouldBe("/etc/cni/net.d/ramus.d/networks/red/blue.conflist");
        NodeLayout.RecordIn(layout.StateDir, "c1").ShouldBe("/var/lib/cni/ramus/attachments/c1.jsonl");
        NodeLayout.ReportIn(layout.StateDir, "c1").ShouldBe("/var/lib/cni/ramus/spool/c1.json");
    }

    [Theory]
    [InlineData("..", "blue")]
    [InlineData("red", "../../x")]
    [InlineData("", "blue")]
    public void What_is_no_name_of_a_network_becomes_no_path(string @namespace, string name) =>
        Bytes.Refusal(() => NodeLayout.NetworkFileIn("/x", new NetworkKey(@namespace, name)))
            .ShouldContain("not a valid namespace and name");

    [Fact]
    public void What_calls_the_plugin_is_removed_before_the_plugin_and_its_state()
    {
        var ours = NodeLayout.Standard.Ours.ToList();

        NodeLayout.Standard.RuntimeConfigs.Max(ours.IndexOf)
            .ShouldBeLessThan(ours.IndexOf($"{NodeLayout.StandardBinDir}/{NodeLayout.Plugin}"));
        ours.ShouldNotContain(NodeLayout.MigrationIn(NodeLayout.StandardStateDir));
    }
}
