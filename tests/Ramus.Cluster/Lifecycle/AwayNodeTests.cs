using System.Text.RegularExpressions;

namespace Ramus.Cluster.Lifecycle;

/// <summary>A node on which nothing of the uninstallation can run: its image is not there.</summary>
[Collection(AfterTheEnd.Name)]
public sealed partial class AwayNodeTests : IAsyncDisposable
{
    private const string Image = "ramus.dev/ramus-node:0.1.0";

    public async ValueTask DisposeAsync()
    {
        await TestCluster.LoadImageAsync("ramus-node");
        await Release.RemoveAsync();
    }

    [ClusterFact]
    public async Task The_uninstallation_names_it_and_the_printed_command_completes_it()
    {
        var before = await TestCluster.NodeTreeAsync();
        await Release.InstallAsync("--set", "uninstall.timeoutSeconds=3");
        await TestCluster.Current.ContainerdAsync("images", "remove", Image);

        var said = await Release.UninstallAsync();

        said.ShouldContain($"not cleaned within 3 s: {TestCluster.Current.NodeName}");
        File.Exists(RamusSystem.RuntimeConfigFile).ShouldBeTrue("nobody was there to take it away");
        await TestCluster.Current.OnNodeAsync("sh", "-c", Printed().Match(said).Groups["command"].Value);
        await Eventually.HoldsAsync(
            "the node is as it was before",
            async () => (await TestCluster.NodeTreeAsync()).SequenceEqual(before),
            explain: async () => string.Join('\n', (await TestCluster.NodeTreeAsync()).Except(before)));
    }

    // Helm writes the hook's words as one quoted text.
    [GeneratedRegex("run on it as root: (?<command>[^\"\n]+)")]
    private static partial Regex Printed();
}
