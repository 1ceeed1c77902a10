using Microsoft.Extensions.Logging.Abstractions;
using Ramus.Operator.Lifecycle;
using Ramus.Testing.Kubernetes.FakeApi;

namespace Ramus.Operator.Tests.Lifecycle;

public sealed class OldUninstallTests
{
    private const string Cleaners = "/apis/apps/v1/namespaces/ramus-system/daemonsets/ramus-uninstall";
    private const string Deployment = "/apis/apps/v1/namespaces/ramus-system/deployments/ramus-operator";

    [Theory]
    [InlineData("2026-01-01T10:00:00Z", "2026-01-01T10:00:05Z", false)] // rolled back: the Deployment is new
    [InlineData("2026-01-01T10:00:05Z", "2026-01-01T10:00:00Z", true)] // an uninstall that has just begun
    [InlineData("2026-01-01T10:00:00Z", "2026-01-01T10:00:00Z", true)] // an uninstall right after the installation
    [InlineData("2026-01-01T10:00:00Z", null, true)] // an uninstall that has deleted the Deployment
    [InlineData(null, "2026-01-01T10:00:00Z", false)] // no uninstall
    public async Task Only_a_DaemonSet_that_is_older_than_the_operators_Deployment_is_deleted(
        string? cleaners, string? deployment, bool stays)
    {
        await using var server = await FakeApiServer.StartAsync();
        using var client = server.CreateClient();
        Put(server, Cleaners, cleaners);
        Put(server, Deployment, deployment);

        await new OldUninstall(client, "ramus-system", NullLogger.Instance)
            .DeleteAsync(TestContext.Current.CancellationToken);

        (server.Store.Find(Cleaners) is not null).ShouldBe(stays);
        (server.Store.Find(Deployment) is null).ShouldBe(deployment is null);
    }

    private static void Put(FakeApiServer server, string path, string? created)
    {
        if (created is not null)
        {
            server.Store.Put(path, $$$"""{"metadata":{"creationTimestamp":"{{{created}}}"}}""");
        }
    }
}
