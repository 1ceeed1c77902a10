namespace Ramus.Cluster.Outage;

/// <summary>A pod's networks depend neither on the API server nor on a daemon.</summary>
[Collection(Disturbing.Name)]
public sealed class OutageTests(ITestOutputHelper output)
{
    [ClusterFact]
    public async Task A_new_sandbox_gets_its_networks_without_API_server_and_node_agent()
    {
        await RamusSystem.ReadyAsync();
        await using var @namespace = await TestNamespace.CreateAsync("outage");
        await ThreeNetworks.ThreeNetworks.AddAsync(@namespace);
        await @namespace.AddPodAsync("pod", ThreeNetworks.ThreeNetworks.Annotation);
        var pod = await @namespace.RunningAsync("pod");
        var statusBefore = await @namespace.NetworkStatusAsync("pod");
        var before = await Sandbox.OfAsync(pod);

        string report;
        IReadOnlyList<PodInterface> links;
        await using (var outage = await Outage.BeginAsync())
        {
            await Outage.SignalAsync("KILL", before.Process);
            var after = await Eventually.GetAsync(
                async () => (await Sandbox.RunningAsync(pod.Uid())).FirstOrDefault(one => one.Id != before.Id),
                "a new sandbox runs");
            links = await NetworksOfAsync(after);
            outage.Killed.ShouldBeGreaterThan(0);
            Figures.Write(output, $"new sandbox during an outage: networks there, {outage.Killed} agents killed");
            report = Path.Combine(RamusSystem.StateDirectory, $"spool/{after.Id}.json");
            File.Exists(report).ShouldBeTrue("the status waits on the node");
        }

        statusBefore.ShouldNotContain(links[1].Mac);
        await Eventually.AgreesAsync(
            async () => await @namespace.NetworkStatusAsync("pod")
                == ThreeNetworks.ThreeNetworks.StatusByMultus(@namespace.Name, links),
            "the new sandbox's status is published");
        await Eventually.AgreesAsync(() => Task.FromResult(!File.Exists(report)), "the report is removed");
    }

    private static async Task<IReadOnlyList<PodInterface>> NetworksOfAsync(Sandbox sandbox)
    {
        var links = await sandbox.InterfacesAsync();
        links.Select(link => link.Name).ShouldBe(["eth0", "net1", "net2", "net3"], ignoreOrder: true);
        links.ShouldAllBe(link => link.Addresses.Count == 1);
        return [.. links.OrderBy(link => link.Name, StringComparer.Ordinal)];
    }
}
