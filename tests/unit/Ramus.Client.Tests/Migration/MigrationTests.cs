using Ramus.Client.Migration;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;

namespace Ramus.Client.Tests.Migration;

/// <summary>Migrations of directories with the files that Multus 4.3, thick and thin, leaves on a node.</summary>
public sealed class MigrationTests : IDisposable
{
    private const string Thick = """
        {"capabilities":{"portMappings":true},"cniVersion":"0.4.0","name":"multus-cni-network",
         "clusterNetwork":"/host/etc/cni/net.d/10-calico.conflist","namespaceIsolation":true,
         "globalNamespaces":"shared","type":"multus-shim"}
        """;

    private const string Thin = """
        {"cniVersion":"1.0.0","name":"multus-cni-network","plugins":[{"type":"multus","logLevel":"error",
         "kubeconfig":"/etc/cni/net.d/multus.d/multus.kubeconfig",
         "delegates":[{"cniVersion":"1.0.0","name":"k8s-pod-network","plugins":[{"type":"calico"}]}]}]}
        """;

    private static readonly string[] RuntimeConfigs = [NodeLayout.RuntimeConfigGuard, NodeLayout.RuntimeConfig];

    private readonly ScratchDirectory root = new();

    public MigrationTests()
    {
        root.Write("conf/10-calico.conflist", """{"name":"k8s-pod-network","plugins":[{"type":"calico"}]}""");
        root.Write($"conf/{NodeLayout.RuntimeConfigGuard}", """{"name":"ramus","plugins":[{"type":"ramus"}]}""");
        root.Write($"conf/{NodeLayout.RuntimeConfig}", """{"name":"ramus","plugins":[{"type":"ramus"}]}""");
        root.Write("bin/calico", "calico");
        root.Write("bin/ramus", "ramus");
    }

    public void Dispose() => root.Dispose();

    [Fact]
    public void Thick_is_taken_out_and_put_back_to_the_last_byte()
    {
        AddThick();
        var before = Tree();

        Apply().Count.ShouldBe(3);

        root.Names("conf").ShouldBe([.. RuntimeConfigs, "10-calico.conflist"]);
        root.Names("bin").ShouldBe(["calico", "ramus"]);
        Undo();
        Tree().ShouldBe(before);
    }

    [Fact]
    public void Thin_is_taken_out_with_its_credentials_and_put_back_to_the_last_byte()
    {
        root.Write("conf/00-multus.conflist", Thin);
        var secret = root.Write("conf/multus.d/multus.kubeconfig", "token");
        File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        root.Write("bin/multus", "multus");
        var before = Tree();

        Apply();

        root.Names("conf").ShouldBe([.. RuntimeConfigs, "10-calico.conflist"]);
        Undo();
        Tree().ShouldBe(before);
    }

    [Fact]
    public void Files_that_another_program_renamed_keep_their_names()
    {
        AddThick();
        root.Write("conf/05-flannel.conflist.old", """{"name":"flannel","plugins":[{"type":"flannel"}]}""");

        Apply();

        root.Names("conf").ShouldBe([.. RuntimeConfigs, "05-flannel.conflist.old", "10-calico.conflist"]);
    }

    [Fact]
    public void The_plan_says_every_change_and_changes_nothing()
    {
        AddThick();
        var before = Tree();

        var plan = Of().Plan().ToList();

        Tree().ShouldBe(before);
        plan.ShouldContain("Multus (thick) is installed on this node");
        plan.ShouldContain("setting namespaceIsolation = true: set the chart's node.namespaceIsolation=true");
        plan.ShouldContain("setting globalNamespaces = shared: set the chart's node.globalNamespaces={shared}");
        plan.Count(line => line.StartsWith("move ")).ShouldBe(Apply().Count);
    }

    [Theory]
    [InlineData("/var/lib/cni/multus/", false)]
    [InlineData("/var/lib/multus", true)]
    public void The_plan_lets_pods_be_deleted_first_only_where_their_records_are_elsewhere(string cniDir, bool warns)
    {
        root.Write(
            "conf/00-multus.conf",
            Thick.Replace("\"type\"", $"\"cniDir\":\"{cniDir}\",\"type\"", StringComparison.Ordinal));

        var plan = Of().Plan().ToList();

        plan.Exists(line => line.Contains("delete the pods that Multus attached", StringComparison.Ordinal))
            .ShouldBe(warns);
        plan[^1].ShouldBe("keep /var/lib/cni/multus: Ramus needs its records to detach the pods that Multus attached");
    }

    [Fact]
    public void A_default_network_that_Multus_renamed_gets_its_name_back()
    {
        root.Write("conf/00-multus.conf", Thin);
        File.Move(root["conf/10-calico.conflist"], root["conf/10-calico.conflist.old"]);
        var before = Tree();

        Apply();

        File.Exists(root["conf/10-calico.conflist"]).ShouldBeTrue();
        Undo();
        Tree().ShouldBe(before);
    }

    [Fact]
    public void Where_the_runtime_does_not_call_Ramus_nothing_is_touched()
    {
        AddThick();
        File.Delete(root[$"conf/{NodeLayout.RuntimeConfigGuard}"]);
        var before = Tree();

        Should.Throw<ContractException>(() => Apply()).Message.ShouldContain("00-multus.conf is the first");

        Tree().ShouldBe(before);
    }

    [Fact]
    public void A_migration_that_was_cut_short_goes_on_and_back()
    {
        AddThick();
        var before = Tree();
        using (var steps = Of().Apply().GetEnumerator())
        {
            steps.MoveNext();
        }

        Apply().Count.ShouldBe(2);
        Undo();

        Tree().ShouldBe(before);
    }

    [Fact]
    public void A_node_without_Multus_says_so() => Of().Plan().ShouldBe(["no Multus files found on this node"]);

    private void AddThick()
    {
        root.Write("conf/00-multus.conf", Thick);
        root.Write("bin/multus-shim", "shim");
        root.Write("bin/passthru", "passthru");
        File.SetUnixFileMode(root["bin/multus-shim"], (UnixFileMode)Convert.ToInt32("755", 8));
    }

    private MultusMigration Of() => new(root["conf"], root["bin"], root["state"]);

    private List<string> Apply() => [.. Of().Apply()];

    private List<string> Undo() => [.. Of().Undo()];

    private List<string> Tree() =>
        [.. new[] { root["conf"], root["bin"] }
            .SelectMany(folder => Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal)
            .Select(path => (Path: path, Text: File.Exists(path) ? File.ReadAllText(path) : ""))
            .Select(entry => $"{entry.Path} {File.GetUnixFileMode(entry.Path)} {entry.Text}")];
}
