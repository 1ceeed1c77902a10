using System.Text.Json.Nodes;

namespace Ramus.Cluster.Leftovers;

/// <summary>
/// After pods are deleted, the node is in its original state. Checked after all other tests, including those with
/// failing pods.
/// </summary>
[Collection(Last.Name)]
public sealed class LeftoverTests
{
    [ClusterFact]
    public async Task Nothing_is_left_of_deleted_pods()
    {
        await RamusSystem.ReadyAsync();
        await RunAndDeletePodsAsync();
        await SettlesAsync("pods of tests", 0, TestPodsAsync);
        var pods = (await PodsWithNetworkAsync()).Count;

        await SettlesAsync("attachment records of sandboxes that do not run", 0, () => DeadAsync(RecordsAsync));
        await SettlesAsync("status reports", 0, ReportsAsync);
        await SettlesAsync("veths", pods, VethsAsync);
        await SettlesAsync("network namespaces", pods, NetworkNamespacesAsync);
        foreach (var network in FoldersIn(TestCluster.Current.StateDirectory, "networks"))
        {
            await SettlesAsync(
                $"addresses of network {network} of sandboxes that do not run", 0,
                () => DeadAsync(() => LeasesAsync(network)));
        }
    }

    private static async Task RunAndDeletePodsAsync()
    {
        await using var @namespace = await TestNamespace.CreateAsync("leftover");
        await ThreeNetworks.ThreeNetworks.AddAsync(@namespace);
        foreach (var pod in (string[])["one", "two"])
        {
            await @namespace.AddPodAsync(pod, ThreeNetworks.ThreeNetworks.Annotation);
        }

        await @namespace.RunningAsync("one");
        await @namespace.RunningAsync("two");
    }

    private static Task SettlesAsync(string what, int count, Func<Task<IReadOnlyList<string>>> list)
    {
        IReadOnlyList<string> last = [];
        return Eventually.AgreesAsync(
            async () => (last = await list()).Count == count,
            $"{count} {what}",
            () => Task.FromResult($"there are {last.Count}: {string.Join(", ", last)}"));
    }

    /// <summary>All pods except Ramus' own; only tests use the cluster.</summary>
    private static async Task<IReadOnlyList<string>> TestPodsAsync()
    {
        return [.. (await TestCluster.Current.Api.ListAsync("/api/v1/pods"))
            .Where(pod => pod.Namespace() != RamusSystem.Namespace).Select(pod => $"{pod.Namespace()}/{pod.Name()}")];
    }

    /// <summary>The running pods with their own network: the operator and the webhook.</summary>
    private static async Task<IReadOnlyList<JsonNode>> PodsWithNetworkAsync() =>
        [.. (await TestCluster.Current.Api.ListAsync("/api/v1/pods"))
            .Where(pod => (bool?)pod["spec"]!["hostNetwork"] != true)];

    /// <summary>The sandboxes that no longer run.</summary>
    private static async Task<IReadOnlyList<string>> DeadAsync(Func<Task<IReadOnlyList<string>>> sandboxes)
    {
        // In this order: a sandbox that gets a lease in between is in the second list.
        var found = await sandboxes();
        return [.. found.Except(await Sandbox.AllRunningAsync())];
    }

    private static Task<IReadOnlyList<string>> RecordsAsync() => Task.FromResult<IReadOnlyList<string>>(
        [.. FilesIn(RamusSystem.StateDirectory, "attachments").Select(file => Path.GetFileNameWithoutExtension(file))]);

    private static Task<IReadOnlyList<string>> ReportsAsync() =>
        Task.FromResult<IReadOnlyList<string>>(
            [.. FilesIn(RamusSystem.StateDirectory, "spool").Where(file => Path.GetExtension(file) == ".json")]);

    /// <summary>The sandboxes with addresses of a network: host-local keeps one file per address.</summary>
    private static Task<IReadOnlyList<string>> LeasesAsync(string network) => Task.FromResult<IReadOnlyList<string>>(
        [.. FilesIn(TestCluster.Current.StateDirectory, "networks", network)
            .Where(file => char.IsAsciiDigit(Path.GetFileName(file)[0]))
            .Select(file => File.ReadLines(file).First().Trim())]);

    private static string[] FilesIn(params string[] folder) => Directory.GetFiles(Path.Combine(folder));

    private static IEnumerable<string> FoldersIn(params string[] folder) =>
        Directory.GetDirectories(Path.Combine(folder)).Select(path => Path.GetFileName(path));

    private static async Task<IReadOnlyList<string>> VethsAsync() =>
        [.. JsonNode.Parse(await TestCluster.Current.OnNodeAsync("ip", "-json", "link", "show", "type", "veth"))!
            .AsArray().Select(link => (string)link!["ifname"]!)
            // The node's own interfaces to the machine, and the unconnected one.
            .Where(name => !name.StartsWith("eth", StringComparison.Ordinal))];

    private static async Task<IReadOnlyList<string>> NetworkNamespacesAsync() =>
        (await TestCluster.Current.OnNodeAsync("ls", "/run/netns")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
