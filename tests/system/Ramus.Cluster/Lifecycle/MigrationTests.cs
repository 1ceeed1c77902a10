namespace Ramus.Cluster.Lifecycle;

/// <summary>From Multus to Ramus and back, on a node with running pods: docs/migrating-from-multus.md.</summary>
[Collection(AfterTheEnd.Name)]
[Trait("Cluster", "Empty")]
public sealed class MigrationTests(ITestOutputHelper output) : IAsyncDisposable
{
    private const string Selection = "second,third@blue";

    private static readonly string[] Interfaces = ["eth0", "net1", "blue"];

    public async ValueTask DisposeAsync() => await Release.RemoveAsync();

    [ClusterTheory]
    [InlineData("thick", "00-multus.conf", "multus-shim", "passthru")]
    [InlineData("thin", "00-multus.conflist", "multus.d", "multus")]
    public async Task Pods_that_Multus_made_live_on_and_go_without_a_trace(string kind, params string[] files)
    {
        using var multus = await Multus.SetUpAsync(kind);
        await using var @namespace = await TwoNetworks.CreateAsync("migrate", "10.93.0.0/24", "10.94.0.0/24");
        var old = await AddAsync(@namespace, "old");
        var older = await AddAsync(@namespace, "older");
        Multus.Records.Count(record => record.Contains(old.Id, StringComparison.Ordinal))
            .ShouldBe(1 + Interfaces.Length);
        var before = await Release.ForeignFilesAsync();

        var made = await InstallBesideMultusAsync(@namespace, kind);
        await MultusObjects.ArePlannedAndEndAsync();
        await NodeIsPlannedAsync(kind, files);
        (await Release.ForeignFilesAsync()).ShouldBe(before);

        await MigrateAsync("apply");
        (await Release.ForeignFilesAsync()).ShouldBe(
            before.Where(
                line => !files.Any(file => NodeTree.PathOf(line).Contains("/" + file, StringComparison.Ordinal))));
        (await old.InterfacesAsync()).Select(link => link.Name).ShouldBe(Interfaces, ignoreOrder: true);
        await @namespace.DeletePodAsync("old");
        await RemainAsync(leases: 2, record => record.Contains(old.Id, StringComparison.Ordinal));
        Multus.Records.ShouldContain(older.Id);

        await MigrateAsync("undo");
        (await Release.ForeignFilesAsync()).ShouldBe(before);
        await @namespace.DeletePodAsync("first");
        await RemainAsync(leases: 1, _ => false);
        (await Release.UninstallAsync()).ShouldContain("Ramus was removed from every node");
        var again = await AddAsync(@namespace, "again");
        Multus.Records.ShouldContain(again.Id);
        (await older.InterfacesAsync()).Select(link => link.Name).ShouldBe(Interfaces, ignoreOrder: true);

        foreach (var pod in (string[])["older", "again"])
        {
            await @namespace.DeletePodAsync(pod);
        }

        await NothingRemainsAsync(old.Id, older.Id, made.Id, again.Id);
    }

    private async Task<Sandbox> InstallBesideMultusAsync(TestNamespace @namespace, string kind)
    {
        var first = await Release.FirstPodAsync(() => Release.InstallAsync(), @namespace, Selection);
        Figures.Write(
            output,
            "helm install to the first pod with three networks, "
                + $"beside Multus {kind}: {first.TotalSeconds:0.0} s");
        return await ShouldHaveItsNetworksAsync(@namespace, "first");
    }

    private static async Task NodeIsPlannedAsync(string kind, string[] files)
    {
        var plan = await MigrateAsync("plan");
        plan.ShouldContain($"Multus ({kind}) is installed on this node");
        files.ShouldAllBe(file => plan.Contains($"/{file} to /var/lib/cni/ramus/migration", StringComparison.Ordinal));
    }

    private static async Task NothingRemainsAsync(params string[] gone)
    {
        await RemainAsync(leases: 0, _ => true);
        (await PortsAsync()).ShouldBeEmpty();
        await Eventually.AgreesAsync(
            () => Task.FromResult(
                !Release.LeasesOf("cbr0").Any(file => gone.Contains(File.ReadLines(file).First().Trim()))),
            "no deleted pod holds an address of the cluster's own network");
    }

    private static async Task<Sandbox> AddAsync(TestNamespace @namespace, string name)
    {
        await @namespace.AddPodAsync(name, Selection);
        return await ShouldHaveItsNetworksAsync(@namespace, name);
    }

    private static async Task<Sandbox> ShouldHaveItsNetworksAsync(TestNamespace @namespace, string name)
    {
        var sandbox = await Sandbox.OfAsync(await @namespace.RunningAsync(name));
        (await sandbox.InterfacesAsync()).Select(link => link.Name).ShouldBe(Interfaces, ignoreOrder: true);
        return sandbox;
    }

    // Pods are not checked, because a kubelet 1.20 may report a pod's end after 90 seconds. Multus also attached the
    // operator's and the webhook's pods.
    private static Task RemainAsync(int leases, Func<string, bool> isGone) => Eventually.AgreesAsync(
        () => Task.FromResult(
            !Multus.Records.Any(isGone)
                && TwoNetworks.Leases.All(network => Release.LeasesOf(network).Length == leases)),
        $"{leases} addresses of each network are left, and Multus' records of deleted pods are gone",
        () =>
            Task.FromResult(string.Join('\n', Multus.Records.Concat(TwoNetworks.Leases.SelectMany(Release.LeasesOf)))));

    /// <summary>Runs the command of the page in the agent's pod of each node.</summary>
    private static async Task<string> MigrateAsync(string step)
    {
        var agent = (await RamusSystem.ReadyPodAsync("ramus-node")).Name();
        return (await TestCluster.Current.KubectlAsync(
            null, "-n", RamusSystem.Namespace, "exec", agent, "--", "kubectl-ramus", "migrate", step)).Succeeded();
    }

    private static async Task<IReadOnlyList<string>> PortsAsync() =>
        [.. (await TestCluster.Current.OnNodeAsync("ip", "-brief", "link", "show", "master", "migrate0"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)];
}
