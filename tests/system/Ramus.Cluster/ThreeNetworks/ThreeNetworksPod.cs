namespace Ramus.Cluster.ThreeNetworks;

/// <summary>A pod with the default network and three additional networks.</summary>
public sealed class ThreeNetworksPod : IAsyncLifetime
{
    public const string Name = "pod";

    public TestNamespace Namespace { get; private set; } = null!;

    /// <summary>The pod's interfaces in the kernel: eth0, net1, net2, net3.</summary>
    public IReadOnlyList<PodInterface> Links { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        if (!TestCluster.IsGiven)
        {
            return;
        }

        await RamusSystem.ReadyAsync();
        Namespace = await TestNamespace.CreateAsync("three");
        await ThreeNetworks.AddAsync(Namespace);
        await Namespace.AddPodAsync(Name, ThreeNetworks.Annotation);
        var sandbox = await Sandbox.OfAsync(await Namespace.RunningAsync(Name));
        Links = [.. (await sandbox.InterfacesAsync()).OrderBy(link => link.Name, StringComparer.Ordinal)];
    }

    public async ValueTask DisposeAsync()
    {
        if (Namespace is not null)
        {
            await Namespace.DisposeAsync();
        }
    }
}
