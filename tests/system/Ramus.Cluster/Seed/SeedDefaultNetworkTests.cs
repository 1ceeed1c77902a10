namespace Ramus.Cluster.Seed;

/// <summary>The rows that are a node configuration: their delegate is installed on the node.</summary>
[Collection(Disturbing.Name)]
public sealed class SeedDefaultNetworkTests
{
    private static IReadOnlyList<SeedRow> All => [.. SeedRow.All().Where(row => row.NodeConf is not null)];

    public static TheoryData<string> Rows => [.. All.Where(row => !row.IsRefused).Select(row => row.ToString())];

    [ClusterTheory]
    [MemberData(nameof(Rows))]
    public async Task The_pods_have_what_the_row_says_when_the_delegate_is_the_default_network(string name)
    {
        await RamusSystem.ReadyAsync();
        var row = All.Single(row => row.ToString() == name);
        await using var seed = new SeedObjects();
        // One of the row's own objects writes flannel's subnet file.
        await seed.ApplyAsync(row.Files.Where(file => !SeedObjects.HasPod(file)));
        if (row.Files.Contains("multus-with-flannel.yaml"))
        {
            await SeedObjects.WritesNodeFilesAsync("kube-multus-ds");
        }

        await using var network = await NodeDefaultNetwork.InstallAsync(await File.ReadAllTextAsync(FileOf(row)));
        await seed.ApplyAsync(row.Files.Where(SeedObjects.HasPod));

        foreach (var pod in row.Pods)
        {
            await SeedObjects.RunsAsync(pod);
            await SeedPodCheck.HasWhatItsRowSaysAsync(pod);
        }
    }

    [ClusterFact]
    public async Task The_malformed_row_on_the_node_stops_no_pod_and_an_event_says_where_it_is_wrong()
    {
        await RamusSystem.ReadyAsync();
        await using var @namespace = await TestNamespace.CreateAsync("malformed");
        var folder = TestCluster.Current.ConfDirectory;
        var (valid, away) = (Path.Combine(folder, "10-bridge.conflist"), Path.Combine(folder, "10-bridge.away"));
        var malformed = Path.Combine(folder, "05-malformed.conf");
        File.Copy(FileOf(All.Single(row => row.IsRefused)), malformed);
        File.Move(valid, away);

        try
        {
            await Eventually.GetAsync(
                async () => (await TestCluster.Current.Api.ListAsync(
                    "/api/v1/events?fieldSelector=reason=DefaultNetworkProblem"))
                    .FirstOrDefault(found => ((string)found["message"]!).Contains(
                        "05-malformed.conf line 4 column 5: a comma is missing", StringComparison.Ordinal)),
                "an event of the node with line and column");
            await @namespace.AddPodAsync("pod", null);
            await @namespace.RunningAsync("pod");
        }
        finally
        {
            File.Move(away, valid);
            File.Delete(malformed);
        }
    }

    // One of the row's own objects writes the file when it is a path on the node.
    private static string FileOf(SeedRow row) => row.NodeConf!.StartsWith('/')
        ? TestCluster.Current.NodePath(row.NodeConf)
        : Path.Combine(TestCluster.SeedDirectory, row.NodeConf);
}
