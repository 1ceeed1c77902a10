namespace Ramus.Cluster.Failures;

/// <summary>
/// One pod per mistake, all created at once. Their namespace is excluded from admission, because the webhook would
/// refuse them.
/// </summary>
public sealed class FailingPods : IAsyncLifetime
{
    public TestNamespace Namespace { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (!TestCluster.IsGiven)
        {
            return;
        }

        await RamusSystem.ReadyAsync();
        NamespaceTaker.Install();
        Namespace = await TestNamespace.CreateAsync("failures", isSeenByWebhook: false);
        foreach (var one in FailureCase.All.Where(one => one.Config is not null))
        {
            await Namespace.AddNetworkAsync(one.Name, one.Config);
        }

        foreach (var one in FailureCase.All)
        {
            await Namespace.AddPodAsync(one.Name, one.Annotation ?? one.Name);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Namespace is not null)
        {
            await Namespace.DisposeAsync();
            NamespaceTaker.Remove();
        }
    }
}
