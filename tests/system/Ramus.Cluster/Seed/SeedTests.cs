namespace Ramus.Cluster.Seed;

/// <summary>Every seed example whose pods can run with an installed Ramus.</summary>
public sealed class SeedTests(SeedObjects seed) : IClassFixture<SeedObjects>
{
    public static TheoryData<string> RowsWithPods =>
        [.. SeedObjects.Rows.Where(row => row.Pods.Count > 0).Select(row => row.ToString())];

    public static TheoryData<string> RowsWithObjects =>
        [.. SeedObjects.Rows.Where(row => row.Objects.Count > 0).Select(row => row.ToString())];

    [ClusterTheory]
    [MemberData(nameof(RowsWithPods))]
    public async Task The_pods_of_a_row_have_what_the_row_says(string row)
    {
        foreach (var pod in Find(row).Pods)
        {
            await SeedPodCheck.HasWhatItsRowSaysAsync(pod);
        }
    }

    [ClusterTheory]
    [MemberData(nameof(RowsWithObjects))]
    public async Task The_objects_of_a_row_are_accepted(string row)
    {
        seed.ShouldNotBeNull();
        foreach (var (apiVersion, kind, name) in Find(row).Objects.Select(SeedRow.ParseObject))
        {
            // kubectl identifies a kind uniquely only with version and group; the core group's name is empty.
            var parts = apiVersion.Split('/');
            var (group, version) = parts.Length == 2 ? (parts[0], parts[1]) : ("", apiVersion);
            var found = await TestCluster.Current.KubectlAsync(
                null, "get", $"{kind}.{version}.{group}", "--all-namespaces",
                "-o", $"jsonpath={{.items[?(@.metadata.name=='{name}')].kind}}");
            found.Succeeded().ShouldBe(kind, name);
        }
    }

    [ClusterFact]
    public async Task The_sriov_plugin_was_given_the_device_that_the_kubelet_allocated()
    {
        seed.ShouldNotBeNull();
        var pod = await TestCluster.Current.Api.GetAsync("/api/v1/namespaces/default/pods/testpod1");

        var call = await SriovCall.OfAsync(pod, "net1");

        call.Devices.ShouldBe(await SriovCall.AllocatedAsync(pod));
    }

    private static SeedRow Find(string row) => SeedObjects.Rows.Single(known => known.ToString() == row);
}
