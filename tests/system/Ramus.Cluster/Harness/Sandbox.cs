using System.Text.Json.Nodes;

namespace Ramus.Cluster.Harness;

/// <summary>A pod's sandbox in containerd.</summary>
/// <param name="Id">The container ID that CNI plugins get.</param>
/// <param name="Process">The sandbox's first process, on this machine.</param>
public sealed record Sandbox(string Id, int Process)
{
    /// <summary>A pod's sandboxes with a running process.</summary>
    public static async Task<IReadOnlyList<Sandbox>> RunningAsync(string podUid) =>
        await RunningAmongAsync(await ListAsync($",labels.\"io.kubernetes.pod.uid\"=={podUid}"));

    /// <summary>The only running sandbox of a pod.</summary>
    public static async Task<Sandbox> OfAsync(JsonNode pod) => (await RunningAsync(pod.Uid())).ShouldHaveSingleItem();

    /// <summary>The IDs of all running sandboxes.</summary>
    public static async Task<IReadOnlyList<string>> AllRunningAsync() =>
        [.. (await RunningAmongAsync(await ListAsync(""))).Select(sandbox => sandbox.Id)];

    /// <summary>Runs a program of this machine in the pod's network namespace.</summary>
    public async Task<string> InNetworkAsync(params string[] command) =>
        (await CommandResult.OfAsync("nsenter", ["--target", $"{Process}", "--net", "--", .. command]))
        .Succeeded();

    public async Task<IReadOnlyList<PodInterface>> InterfacesAsync() =>
        [.. JsonNode.Parse(await InNetworkAsync("ip", "-json", "address"))!.AsArray()
            .Select(link => PodInterface.From(link!)).Where(link => link.Name != "lo")];

    /// <summary>The interface and the gateway of each default route.</summary>
    public async Task<IReadOnlyList<(string Interface, string? Gateway)>> DefaultRoutesAsync() =>
        [.. JsonNode.Parse(await InNetworkAsync("ip", "-json", "-4", "route", "show", "default"))!.AsArray()
            .Select(route => ((string)route!["dev"]!, (string?)route["gateway"]))];

    private static async Task<string[]> ListAsync(string filter) =>
        (await TestCluster.Current.ContainerdAsync(
            "containers", "list", "--quiet", $"labels.\"io.cri-containerd.kind\"==sandbox{filter}"))
        .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static async Task<IReadOnlyList<Sandbox>> RunningAmongAsync(string[] ids)
    {
        // The columns are TASK, PID, STATUS.
        var tasks = (await TestCluster.Current.ContainerdAsync("tasks", "list")).Split('\n')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(columns => columns is [_, _, "RUNNING"])
            .ToDictionary(columns => columns[0], columns => int.Parse(columns[1], InvariantCulture));
        return [.. ids.Where(tasks.ContainsKey).Select(id => new Sandbox(id, tasks[id]))];
    }
}
