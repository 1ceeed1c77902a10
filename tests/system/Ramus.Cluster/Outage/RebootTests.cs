using System.Diagnostics;

namespace Ramus.Cluster.Outage;

/// <summary>
/// The node loses power: all containers, namespaces, links and files in /run are gone, and no DEL was called.
/// </summary>
[Collection(Disturbing.Name)]
public sealed class RebootTests(ITestOutputHelper output)
{
    [ClusterFact]
    public async Task After_a_power_failure_pods_get_their_networks_again_and_no_leftovers_stay()
    {
        await RamusSystem.ReadyAsync();
        await using var @namespace = await TestNamespace.CreateAsync("reboot");
        await ThreeNetworks.ThreeNetworks.AddAsync(@namespace);
        await @namespace.AddPodAsync("pod", ThreeNetworks.ThreeNetworks.Annotation);
        var pod = await @namespace.RunningAsync("pod");
        var before = await Sandbox.OfAsync(pod);
        var links = (await before.InterfacesAsync()).Select(link => link.Name).Order().ToList();
        LeasesOf(before).Length.ShouldBe(links.Count);

        var watch = Stopwatch.StartNew();
        await TestCluster.ComponentAsync("reboot");
        var after = await Eventually.GetAsync(
            async () => (await Sandbox.RunningAsync(pod.Uid())).FirstOrDefault(one => one.Id != before.Id),
            "a new sandbox runs");
        (await after.InterfacesAsync()).Select(link => link.Name).Order().ShouldBe(links);
        Figures.Write(output, $"power failure to the pod with its networks again: {watch.Elapsed.TotalSeconds:0} s");

        await Eventually.AgreesAsync(
            () => Task.FromResult(LeasesOf(before).Length == 0), "the addresses from before are free");
        await Eventually.AgreesAsync(
            async () => !Directory.GetFiles(Path.Combine(RamusSystem.StateDirectory, "attachments"))
                .Select(file => Path.GetFileNameWithoutExtension(file)).Except(await Sandbox.AllRunningAsync()).Any(),
            "there are records of running sandboxes only");
        LeasesOf(after).Length.ShouldBe(links.Count);
        await RamusSystem.ReadyAsync();
    }

    private static string[] LeasesOf(Sandbox sandbox) =>
        [.. Directory.EnumerateFiles(
                Path.Combine(TestCluster.Current.StateDirectory, "networks"), "*.*.*.*", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).StartsWith(sandbox.Id, StringComparison.Ordinal))];
}
