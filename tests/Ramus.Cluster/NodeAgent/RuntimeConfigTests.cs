namespace Ramus.Cluster.NodeAgent;

/// <summary>The file by which the container runtime calls us stays, whatever happens.</summary>
[Collection(Disturbing.Name)]
public sealed class RuntimeConfigTests
{
    [ClusterFact]
    public async Task Renamed_away_it_is_made_again()
    {
        await RamusSystem.ReadyAsync();
        var before = await File.ReadAllTextAsync(RamusSystem.RuntimeConfigFile);
        var away = RamusSystem.RuntimeConfigFile + ".away";

        File.Move(RamusSystem.RuntimeConfigFile, away);

        try
        {
            await Eventually.HoldsAsync(
                "00-ramus.conflist is back",
                () => Task.FromResult(File.Exists(RamusSystem.RuntimeConfigFile)),
                TimeSpan.FromSeconds(15));
            (await File.ReadAllTextAsync(RamusSystem.RuntimeConfigFile)).ShouldBe(before);
            await Eventually.GetAsync("an event of the node", async () =>
                (await TestCluster.Current.Api.ListAsync("/api/v1/events?fieldSelector=reason=CniConfigRepaired"))
                    .FirstOrDefault(found =>
                        (string?)found["involvedObject"]!["name"] == TestCluster.Current.NodeName));
        }
        finally
        {
            File.Delete(away);
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

    // A file that is not there has a date, too: 1601.
    private static DateTime Written() => File.GetLastWriteTimeUtc(RamusSystem.RuntimeConfigFile);
}
