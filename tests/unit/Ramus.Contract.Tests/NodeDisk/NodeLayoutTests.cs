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
            "/var/lib/cni/ramus/line",
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
    public void An_invalid_network_name_does_not_become_a_path(string @namespace, string name) =>
        Bytes.Refusal(() => NodeLayout.NetworkFileIn("/x", new NetworkKey(@namespace, name)))
            .ShouldContain("not a valid namespace and name");

    [Theory]
    [InlineData(63, 200, true)]
    [InlineData(63, 246, true)]
    [InlineData(1, 247, false)]
    [InlineData(63, 253, false)]
    [InlineData(64, 1, false)]
    [InlineData(253, 1, false)]
    [InlineData(1, 254, false)]
    public void A_name_that_no_file_can_have_is_refused_with_the_reason(int @namespace, int name, bool isFile)
    {
        var key = new NetworkKey(new string('n', @namespace), new string('a', name));

        (NodeLayout.WhyNoNetworkFile(key) is null).ShouldBe(isFile);
        if (isFile)
        {
            var path = NodeLayout.NetworkFileIn("/x", key);
            path.Split('/').ShouldAllBe(part => part.Length <= 255);
        }
        else
        {
            Bytes.Refusal(() => NodeLayout.NetworkFileIn("/x", key)).ShouldBe(NodeLayout.WhyNoNetworkFile(key));
        }
    }

    [Fact]
    public void The_reason_for_a_long_name_says_the_limit_and_what_to_do() =>
        NodeLayout.WhyNoNetworkFile(new NetworkKey("red", new string('a', 250))).ShouldNotBeNull()
            .ShouldEndWith("its name has 250 characters, but at most 246 are allowed, because nodes store the network "
                + "in a file of this name; recreate it with a shorter name");

    [Fact]
    public void The_runtimes_configuration_is_removed_before_the_plugin_and_its_state()
    {
        var ours = NodeLayout.Standard.Ours.ToList();

        NodeLayout.Standard.RuntimeConfigs.Max(ours.IndexOf)
            .ShouldBeLessThan(ours.IndexOf($"{NodeLayout.StandardBinDir}/{NodeLayout.Plugin}"));
        ours.ShouldNotContain(NodeLayout.MigrationIn(NodeLayout.StandardStateDir));
    }
}
