using System.Collections.Concurrent;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Controllers;
using Ramus.Kubernetes.Tests.FakeApi;
using Ramus.Kubernetes.Watching;

namespace Ramus.Kubernetes.Tests.Controllers;

public sealed class EntityControllerRunnerTests
{
    private const string Path = "/api/v1/namespaces/default/pods";

    [Fact]
    public async Task A_controller_sees_changes_retries_and_deletions()
    {
        await using var server = await FakeApiServer.StartAsync();
        using var client = server.CreateClient();
        using var stop = new CancellationTokenSource();
        var reflector = new Reflector<Pod>(client, ResourceType.Pods, e => new Pod(e.KeyOf().Name));
        var controller = new Recorder();
        server.Store.Put($"{Path}/a", "{}");
        server.Store.Put($"{Path}/flaky", "{}");
        var running = Task.WhenAll(
            reflector.RunAsync(stop.Token),
            new EntityControllerRunner<Pod>(reflector.Cache, controller).RunAsync(stop.Token));

        await Eventually.HoldsAsync(() => controller.Calls.Count(c => c == "reconcile flaky") == 3, "two retries");
        await Eventually.HoldsAsync(() => controller.Calls.Contains("reconcile a"), "the first pod");
        server.Store.Delete($"{Path}/a");
        await Eventually.HoldsAsync(() => controller.Calls.Contains("deleted a"), "the deletion");

        controller.Calls.Count(c => c == "reconcile a").ShouldBe(1);
        await stop.CancelAsync();
        await running;
    }

    private sealed record Pod(string Name);

    private sealed class Recorder : IEntityController<Pod>
    {
        internal ConcurrentQueue<string> Calls { get; } = new();

        public Task<ReconciliationResult<Pod>> ReconcileAsync(Pod entity, CancellationToken cancellationToken)
        {
            Calls.Enqueue($"reconcile {entity.Name}");
            var attempts = Calls.Count(call => call == "reconcile flaky");
            return Task.FromResult(entity.Name == "flaky" && attempts < 3
                ? ReconciliationResult<Pod>.Failure(entity, "not yet")
                : ReconciliationResult<Pod>.Success(entity));
        }

        public Task<ReconciliationResult<Pod>> DeletedAsync(Pod entity, CancellationToken cancellationToken)
        {
            Calls.Enqueue($"deleted {entity.Name}");
            return Task.FromResult(ReconciliationResult<Pod>.Success(entity));
        }
    }
}
