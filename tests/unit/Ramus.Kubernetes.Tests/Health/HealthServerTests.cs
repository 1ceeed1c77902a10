using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Ramus.Kubernetes.Health;
using Ramus.Kubernetes.Hosting;
using Ramus.Kubernetes.Logging;

namespace Ramus.Kubernetes.Tests.Health;

public sealed class HealthServerTests
{
    [Fact]
    public async Task Readyz_shows_each_check_with_its_reason()
    {
        string? reason = "network-attachment-definitions not listed yet";
        using var meter = new Meter("Ramus.HealthServerTests");
        var builder = ProgramHost.CreateBuilder(new LogSettings());
        builder.Services.AddHealthServer(
            new HealthServerOptions(0, 0) { Address = IPAddress.Loopback, MetricsAddress = IPAddress.Loopback },
            _ =>
            [
                new("cache", () => reason) { Note = () => "as of yesterday" },
                new("broken", () => reason is null ? null : throw new InvalidOperationException("boom")),
            ],
            "Ramus.HealthServerTests");
        using var host = builder.Build();
        var server = host.Services.GetRequiredService<HealthServer>();
        await server.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = server.Address };
        meter.CreateCounter<long>("attachments").Add(1);

        (await GetAsync(http, "/healthz")).ShouldBe((200, "ok\n"));
        (await GetAsync(http, "/readyz")).ShouldBe((503,
            "[-]cache failed: network-attachment-definitions not listed yet\n[-]broken failed: boom\nfailed\n"));
        reason = null;
        (await GetAsync(http, "/readyz")).ShouldBe((200, "[+]cache ok: as of yesterday\n[+]broken ok\nok\n"));
        (await GetAsync(http, "/metrics")).ShouldBe((404, $"/metrics is on port {server.MetricsAddress!.Port}\n"));
        (await GetAsync(http, "/")).Status.ShouldBe(404);
        using var scraper = new HttpClient { BaseAddress = server.MetricsAddress };
        (await GetAsync(scraper, "/metrics")).Text.ShouldContain("attachments_total 1\n");
        (await GetAsync(scraper, "/readyz")).Status.ShouldBe(404);
        await server.StopAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<(int Status, string Text)> GetAsync(HttpClient http, string path)
    {
        using var response = await http.GetAsync(path, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
