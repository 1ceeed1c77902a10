namespace Ramus.Cluster.Lifecycle;

/// <summary>
/// From 0.1.0 to the release that this clone builds, and back, as docs/upgrading.md describes it, while pods run.
/// </summary>
[Collection(AfterTheEnd.Name)]
[Trait("Cluster", "Empty")]
public sealed class UpgradeTests : IAsyncDisposable
{
    private static readonly string[] Interfaces = ["eth0", "net1", "net2"];

    private readonly List<(string Pod, Sandbox Sandbox)> living = [];

    public async ValueTask DisposeAsync() => await Release.RemoveAsync();

    [ClusterFact]
    public async Task Pods_of_each_version_live_on_and_are_deleted_by_the_other()
    {
        var earlier = EarlierVersion.Path("charts/ramus");
        using var release = new StandInRelease($"{NodeRegistry.Address}/ramus");
        release.Build("release");
        await using var registry = await NodeRegistry.StartAsync();
        await NodeRegistry.PublishAsync(release.Folder("release"));
        var before = await Release.ForeignFilesAsync();
        await InstallEarlierAsync(earlier);
        await using var @namespace = await TwoNetworks.CreateAsync("upgrade", "10.86.0.0/24", "10.87.0.0/24");
        await AddAsync(@namespace, "made-by-old");
        await AddAsync(@namespace, "kept-by-both");

        await Release.HelmAsync(
            "upgrade", "ramus", Directory.GetFiles(release.Folder("release"), "ramus-*.tgz").ShouldHaveSingleItem(),
            "--reset-then-reuse-values", "--wait", "--timeout", "8m");

        await AgentShouldBeAsync($"{NodeRegistry.Address}/ramus/ramus-node@sha256:");
        await ShouldVerifyAsync();
        await ShouldLiveAsync(@namespace);
        await AddAsync(@namespace, "made-by-new");
        await DeleteAsync(@namespace, "made-by-old");

        await Release.HelmAsync("rollback", "ramus", "--wait", "--timeout", "8m");

        await AgentShouldBeAsync("ramus.dev/ramus-node:0.1.0");
        await ShouldLiveAsync(@namespace);
        await AddAsync(@namespace, "made-after-rollback");
        await DeleteAsync(@namespace, "made-by-new");
        await DeleteAsync(@namespace, "kept-by-both");
        await DeleteAsync(@namespace, "made-after-rollback");
        (await Release.UninstallAsync()).ShouldContain("every node is as it was before Ramus");
        (await Release.ForeignFilesAsync()).ShouldBe(before);
        File.Exists(RamusSystem.RuntimeConfigFile).ShouldBeFalse("0.1.0 removes the file that calls ramus");
    }

    private static async Task InstallEarlierAsync(string chart)
    {
        (await CommandResult.OfAsync(
            Repository.Path("tests/cluster/cluster"),
            [
                "images", "--name", TestCluster.Name,
                .. RamusSystem.Programs.Select(program => EarlierVersion.Path($"images/{program}.tar")),
            ])).Succeeded();
        await Release.HelmAsync(
            "install", "ramus", chart, "--create-namespace", "--wait", "--timeout", "8m",
            "--values", Path.Combine(chart, "ci/single-node-values.yaml"));
    }

    private async Task AddAsync(TestNamespace @namespace, string pod)
    {
        await @namespace.AddPodAsync(pod, "second,third");
        living.Add((pod, await Sandbox.OfAsync(await @namespace.RunningAsync(pod))));
        await ShouldLiveAsync(@namespace);
    }

    /// <summary>Deletes a pod; its addresses must be free afterwards, and no others.</summary>
    private async Task DeleteAsync(TestNamespace @namespace, string pod)
    {
        await @namespace.DeletePodAsync(pod);
        living.RemoveAll(made => made.Pod == pod).ShouldBe(1);
        await Eventually.AgreesAsync(
            () => Task.FromResult(TwoNetworks.Leases.All(network => Release.LeasesOf(network).Length == living.Count)),
            $"the addresses of pod {pod} are free, and {living.Count} of each network are in use",
            () => Task.FromResult(string.Join('\n', TwoNetworks.Leases.SelectMany(Release.LeasesOf))));
        await ShouldLiveAsync(@namespace);
    }

    /// <summary>Each pod has its first sandbox, all its interfaces, and a network-status with them.</summary>
    private async Task ShouldLiveAsync(TestNamespace @namespace)
    {
        foreach (var (pod, sandbox) in living)
        {
            (await Sandbox.OfAsync(await @namespace.RunningAsync(pod))).ShouldBe(sandbox);
            (await sandbox.InterfacesAsync()).Select(link => link.Name).ShouldBe(Interfaces, ignoreOrder: true);
            var status = await @namespace.NetworkStatusAsync(pod);
            Interfaces.ShouldAllBe(name => status.Contains($"\"{name}\"", StringComparison.Ordinal), status);
        }
    }

    private static async Task AgentShouldBeAsync(string image) =>
        ((string)(await RamusSystem.ReadyPodAsync("ramus-node"))["spec"]!["containers"]![0]!["image"]!)
            .ShouldStartWith(image);

    private static async Task ShouldVerifyAsync()
    {
        var answer = await TestCluster.Current.KubectlRamusAsync("verify", "--timeout", "2m");

        answer.ExitCode.ShouldBe(0, answer.Output + answer.Errors);
        answer.Output.ShouldContain("No problem found.");
    }
}
