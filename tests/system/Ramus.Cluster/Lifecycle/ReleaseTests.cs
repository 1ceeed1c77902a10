namespace Ramus.Cluster.Lifecycle;

/// <summary>An installation from the files of a release alone: the chart as .tgz, the images from a registry.</summary>
[Collection(AfterTheEnd.Name)]
[Trait("Cluster", "Empty")]
public sealed class ReleaseTests : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await Release.RemoveAsync();

    [ClusterFact]
    public async Task Its_chart_images_and_client_are_all_that_an_installation_needs()
    {
        using var release = new StandInRelease($"{NodeRegistry.Address}/ramus");
        release.Build("release");
        var files = release.Folder("release");
        await using var registry = await NodeRegistry.StartAsync();
        await NodeRegistry.PublishAsync(files);

        await Release.HelmAsync(
            "install", "ramus", Directory.GetFiles(files, "ramus-*.tgz").ShouldHaveSingleItem(),
            "--create-namespace", "--wait", "--timeout", "8m",
            "--values", Path.Combine(Release.ChartFolder, "ci/single-node-values.yaml"));

        foreach (var program in RamusSystem.Programs)
        {
            var pod = await RamusSystem.ReadyPodAsync(program);
            ((string)pod["status"]!["containerStatuses"]![0]!["imageID"]!).ShouldStartWith(
                $"{NodeRegistry.Address}/ramus/{program}@sha256:");
        }

        (await Release.HelmAsync("test", "ramus")).ShouldContain($"ok    node {TestCluster.Current.NodeName}");
        await ShouldVerifyAsync(files);
        await using var @namespace = await TestNamespace.CreateAsync("release");
        await @namespace.AddNetworkAsync("second", """{"cniVersion":"1.0.0","type":"bridge","bridge":"release0"}""");
        await @namespace.AddPodAsync("first", "second");
        var sandbox = await Sandbox.OfAsync(await @namespace.RunningAsync("first"));
        (await sandbox.InterfacesAsync()).Select(link => link.Name).ShouldBe(["eth0", "net1"]);
        await @namespace.DeletePodAsync("first");

        (await Release.UninstallAsync()).ShouldContain("Ramus was removed from every node");
    }

    // The client of the archive, as a user unpacks it.
    private static async Task ShouldVerifyAsync(string files)
    {
        var archive = Directory.GetFiles(files, "kubectl-ramus_*_linux_amd64.tar.gz").ShouldHaveSingleItem();
        (await CommandResult.OfAsync("tar", ["-xzf", archive, "-C", files])).Succeeded();

        var answer = await TestCluster.Current.ClientAsync(Path.Combine(files, "kubectl-ramus"), "verify");

        answer.ExitCode.ShouldBe(0, answer.Output + answer.Errors);
        answer.Output.ShouldContain("No problem found.");
    }
}
