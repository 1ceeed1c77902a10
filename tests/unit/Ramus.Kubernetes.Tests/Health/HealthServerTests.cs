using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Ramus.Kubernetes.Health;

namespace Ramus.Kubernetes.Tests.Health;

public sealed class HealthServerTests
{
    [Fact]
    public async Task It_tells_each_check_with_its_reason()
    {
        string? reason = "network-attachment-definitions not listed yet";
        var checks = new HealthChecks()
            .AddLiveness("loop", () => null)
            .AddReadiness("cache", () => reason)
            .AddReadiness("broken", () => reason is null ? null : throw new InvalidOperationException("boom"));
        using var meter = new Meter("Ramus.HealthServerTests");
        using var metrics = new PrometheusExporter("Ramus.HealthServerTests");
        await using var server = new HealthServer(
            new HealthServerOptions(0, IPAddress.Loopback), checks, metrics, NullLogger<HealthServer>.Instance);
        await server.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = server.Address };
        meter.CreateCounter<long>("attachments").Add(1);

        (await GetAsync(http, "/healthz")).ShouldBe((200, "[+]loop ok\nok\n"));
        (await GetAsync(http, "/readyz")).ShouldBe((503,
            "[-]cache failed: network-attachment-definitions not listed yet\n[-]broken failed: boom\nfailed\n"));
        reason = null;
        (await GetAsync(http, "/readyz")).Status.ShouldBe(200);
        (await GetAsync(http, "/metrics")).Text.ShouldContain("attachments_total 1\n");
        (await GetAsync(http, "/")).Status.ShouldBe(404);
        await server.StopAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<(int Status, string Text)> GetAsync(HttpClient http, string path)
    {
        using var response = await http.GetAsync(path, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
