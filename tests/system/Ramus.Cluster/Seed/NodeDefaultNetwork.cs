using System.Text.Json.Nodes;

namespace Ramus.Cluster.Seed;

/// <summary>Another default network of the node, installed as by an administrator, until disposed.</summary>
internal sealed class NodeDefaultNetwork : IAsyncDisposable
{
    private readonly string file;
    private readonly string before;

    private NodeDefaultNetwork(string file, string before) => (this.file, this.before) = (file, before);

    /// <param name="config">A configuration that calls ramus; its delegate becomes the node's network.</param>
    public static async Task<NodeDefaultNetwork> InstallAsync(string config)
    {
        var network = JsonNode.Parse(config)!["delegates"]![0]!;
        var extension = network["plugins"] is null ? "conf" : "conflist";
        var file = Path.Combine(TestCluster.Current.ConfDirectory, $"05-seed.{extension}");
        var installed = new NodeDefaultNetwork(file, Current().ToJsonString());
        await File.WriteAllTextAsync(file + ".new", network.ToJsonString());
        File.Move(file + ".new", file);
        await IsInForceAsync(network.ToJsonString());
        return installed;
    }

    public async ValueTask DisposeAsync()
    {
        File.Delete(file);
        await IsInForceAsync(before);
    }

    private static Task IsInForceAsync(string network) => Eventually.AgreesAsync(
        () => Task.FromResult(JsonNode.DeepEquals(Current(), JsonNode.Parse(network))),
        "the agent has wrapped the node's new default network");

    private static JsonNode Current() =>
        JsonNode.Parse(File.ReadAllText(RamusSystem.RuntimeConfigFile))!["plugins"]![0]!["delegates"]![0]!;
}
