using System.Diagnostics;

namespace Ramus.Cluster.NodeAgent;

/// <summary>The file by which the container runtime calls us stays, whatever happens.</summary>
[Collection(Disturbing.Name)]
public sealed class RuntimeConfigTests(ITestOutputHelper output)
{
    [ClusterTheory]
    [InlineData("renamed")]
    [InlineData("deleted")]
    [InlineData("overwritten")]
    [InlineData("out-sorted")]
    public async Task What_others_do_to_it_is_repaired_soon_and_reported(string how)
    {
        await RamusSystem.ReadyAsync();
        await CalmAsync();
        var file = RamusSystem.RuntimeConfigFile;
        var other = Path.Combine(
            TestCluster.Current.ConfDirectory, how == "out-sorted" ? "00-other.conflist" : "00-ramus.conflist.away");
        var before = await File.ReadAllTextAsync(file);
        var reports = (await ReportsAsync()).Count;
        try
        {
            var watch = Stopwatch.StartNew();
            await DisturbAsync(how, file, other);
            await Eventually.AgreesAsync(
                async () =>
                    FirstFile() is var first && Path.GetFileName(first).Contains("ramus", StringComparison.Ordinal)
                    && (how == "out-sorted" || await File.ReadAllTextAsync(first) == before),
                "the runtime reads our file first, and it is whole");

            // Two seconds are promised on a usual machine; a slow one has four times as long.
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(8));
            Figures.Write(output, $"00-ramus.conflist {how}: repaired after {watch.ElapsedMilliseconds} ms");
            await Eventually.AgreesAsync(async () => (await ReportsAsync()).Count > reports, "an event of the node");
        }
        finally
        {
            File.Delete(other);
            await Eventually.AgreesAsync(
                async () => await File.ReadAllTextAsync(file) == before && FirstFile() == file, "all is as before");
        }
    }

    [ClusterFact]
    public async Task It_stays_in_place_while_the_agent_is_replaced()
    {
        await RamusSystem.ReadyAsync();
        var versions = new HashSet<DateTime> { Written() };

        await RamusSystem.ReplaceAsync("ramus-node", meanwhile: () => versions.Add(Written()));

        versions.Add(Written());
        versions.ShouldHaveSingleItem("neither missing nor written again at any time");
    }

    private static Task DisturbAsync(string how, string file, string other)
    {
        switch (how)
        {
            case "renamed":
                File.Move(file, other);
                return Task.CompletedTask;
            case "deleted":
                File.Delete(file);
                return Task.CompletedTask;
            case "overwritten":
                return File.WriteAllTextAsync(
                    file, """{"cniVersion":"1.0.0","name":"x","plugins":[{"type":"bridge"}]}""");
            default:
                File.Copy(Path.Combine(TestCluster.Current.ConfDirectory, "10-bridge.conflist"), other);
                return Task.CompletedTask;
        }
    }

    private static string FirstFile() =>
        Directory.EnumerateFiles(TestCluster.Current.ConfDirectory, "*.conflist").Order(StringComparer.Ordinal).First();

    // The repair is throttled against whoever comes again and again: each case begins afresh.
    private static async Task CalmAsync() => await RamusSystem.ReplaceAsync("ramus-node");

    /// <summary>The versions of the node's events: the same event again counts as well.</summary>
    private static async Task<HashSet<string>> ReportsAsync() =>
        [.. (await TestCluster.Current.Api.ListAsync("/api/v1/events?fieldSelector=reason=CniConfigRepaired"))
            .Where(found => (string?)found["involvedObject"]!["name"] == TestCluster.Current.NodeName)
            .Select(found => $"{found["metadata"]!["name"]} {found["count"]}")];

    // A file that is not there has a date, too: 1601.
    private static DateTime Written() => File.GetLastWriteTimeUtc(RamusSystem.RuntimeConfigFile);
}
