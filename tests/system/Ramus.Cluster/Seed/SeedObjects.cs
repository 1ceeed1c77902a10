using System.Text.Json.Nodes;

namespace Ramus.Cluster.Seed;

/// <summary>
/// Applies the seed examples to the cluster: networks and node preparation first, then pods. The objects keep their
/// original names and namespaces, so all rows exist at the same time.
/// </summary>
public sealed class SeedObjects : IAsyncLifetime
{
    /// <summary>The rows whose pods run at the same time, with the node's own default network.</summary>
    public static IReadOnlyList<SeedRow> Rows { get; } =
        [.. SeedRow.All().Where(row => row.NodeConf is null && !row.IsRefused)];

    private readonly List<string> files = [];

    public async ValueTask InitializeAsync()
    {
        if (!TestCluster.IsGiven)
        {
            return;
        }

        await RamusSystem.ReadyAsync();
        // The operator manages the CRD.
        var all = Rows.SelectMany(row => row.Files).Distinct().Where(file => file != "crd.yaml").ToList();
        await ApplyAsync(all.Where(file => !HasPod(file)));
        foreach (var daemonSet in (string[])["kube-multus-ds", "kube-flannel2-ds"])
        {
            await WritesNodeFilesAsync(daemonSet);
        }

        await ApplyAsync(all.Where(HasPod));
        await Task.WhenAll(Rows.SelectMany(row => row.Pods).Select(RunsAsync));
    }

    public async ValueTask DisposeAsync()
    {
        if (files.Count == 0)
        {
            return;
        }

        // Networks can be deleted only after their pods are being deleted.
        string[] delete = ["delete", "--ignore-not-found", "--grace-period=1", "--wait=false"];
        (await TestCluster.Current.KubectlAsync(null, [.. delete, "pods", "--all", "-n", "default"])).Succeeded();

        // A restarted kubelet does not end a pod whose volumes are gone, so pods of daemon sets are deleted first.
        string[] system = ["-n", "kube-system", "--all", "--ignore-not-found"];
        var deletion = await TestCluster.Current.KubectlAsync(
            null, ["delete", "daemonsets", "--cascade=orphan", .. system]);
        deletion.Succeeded();
        (await TestCluster.Current.KubectlAsync(
            null, ["delete", "pods", "--grace-period=1", "--timeout=2m", .. system])).Succeeded();
        (await TestCluster.Current.KubectlAsync(null, [.. delete, .. InputOf(files)])).Succeeded();
        await Eventually.AgreesAsync(
            async () => (await TestCluster.Current.Api.ListAsync("/api/v1/namespaces/default/pods")).Count == 0,
            "the pods of the seed are gone");
    }

    /// <summary>Applies seed manifests; they are deleted at the end.</summary>
    internal async Task ApplyAsync(IEnumerable<string> some)
    {
        var paths = some.Select(file => Path.Combine(TestCluster.SeedDirectory, file)).ToList();
        if (paths.Count == 0)
        {
            return;
        }

        files.AddRange(paths);
        (await TestCluster.Current.KubectlAsync(null, ["apply", .. InputOf(paths)])).Succeeded();
    }

    internal static Task WritesNodeFilesAsync(string daemonSet) => Eventually.AgreesAsync(
        async () => (int?)(await TestCluster.Current.Api.GetAsync(
            $"/apis/apps/v1/namespaces/kube-system/daemonsets/{daemonSet}"))["status"]?["numberReady"] > 0,
        $"{daemonSet} has written its files on the node");

    internal static Task<JsonNode> RunsAsync(SeedPod pod) => Eventually.GetAsync(
        async () => await TestCluster.Current.Api.FindAsync($"/api/v1/namespaces/{pod.Namespace}/pods/{pod.Name}")
            is { } found && found.IsReady() ? found : null,
        $"pod {pod.Namespace}/{pod.Name} runs",
        async () => (await TestCluster.Current.KubectlAsync(
            null, "-n", pod.Namespace, "describe", "pod", pod.Name)).Output);

    internal static bool HasPod(string file) =>
        File.ReadLines(Path.Combine(TestCluster.SeedDirectory, file)).Contains("kind: Pod");

    private static IEnumerable<string> InputOf(IEnumerable<string> paths) =>
        paths.SelectMany(path => (string[])["-f", path]);
}
