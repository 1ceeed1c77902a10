using k8s;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Ramus.Kubernetes.Health;
using Ramus.Kubernetes.Leases;
using Ramus.Kubernetes.Logging;
using Ramus.Operator.Hosting;
using Ramus.Operator.Webhook;
using Ramus.Testing.Kubernetes.FakeApi;

namespace Ramus.Operator.Tests.Hosting;

public sealed class OperatorServiceTests : IAsyncLifetime
{
    private const string Crd =
        "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/network-attachment-definitions.k8s.cni.cncf.io";

    private const string Lease = "/apis/coordination.k8s.io/v1/namespaces/ramus-system/leases/ramus-operator";
    private const string SecretPath = "/api/v1/namespaces/ramus-system/secrets/ramus-webhook-tls";
    private const string Registration = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/ramus";

    private readonly List<IHost> hosts = [];
    private readonly HttpClient http = new();
    private FakeApiServer server = null!;
    private IKubernetes client = null!;

    private FakeStore Store => server.Store;

    public async ValueTask InitializeAsync()
    {
        server = await FakeApiServer.StartAsync();
        client = server.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
        {
            await host.StopAsync(CancellationToken.None);
            host.Dispose();
        }

        client.Dispose();
        http.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task It_takes_the_lease_and_sets_everything_up()
    {
        var health = await StartAsync("one");

        await Eventually.HoldsAsync(() => Store.Find(Crd) is not null, "the CRD");
        await Eventually.HoldsAsync(() => Store.Find(SecretPath) is not null, "the secret");
        await Eventually.HoldsAsync(() => Store.Find(Registration) is not null, "the registration");
        await ReadyAsync(health);
        Store.Find(Lease)!["spec"]!["holderIdentity"]!.GetValue<string>().ShouldBe("one");
        var apply = server.Requests.First(r => r.Path == Crd && r.Method == "PATCH");
        apply.QueryOf("fieldManager").ShouldBe("ramus-operator");
        await Eventually.HoldsAsync(
            () => Metrics().Contains(
                "\nramus_operator_webhook_certificate_expiry_seconds ", StringComparison.Ordinal),
            "the expiry");
        Metrics().ShouldContain("ramus_operator_leader 1\n");
        Metrics().ShouldContain("ramus_operator_reconciliations_total{object=\"crd\",outcome=\"success\"}");
    }

    [Fact]
    public async Task What_an_uninstall_has_left_that_was_rolled_back_is_deleted()
    {
        const string cleaners = "/apis/apps/v1/namespaces/ramus-system/daemonsets/ramus-uninstall";
        Store.Put(cleaners, """{"metadata":{"creationTimestamp":"2026-01-01T00:00:00Z"}}""");
        Store.Put(
            "/apis/apps/v1/namespaces/ramus-system/deployments/ramus-operator",
            """{"metadata":{"creationTimestamp":"2026-01-01T00:00:01Z"}}""");

        await StartAsync("one");

        await Eventually.HoldsAsync(() => Store.Find(cleaners) is null, "the DaemonSet is gone");
    }

    [Fact]
    public async Task Deleted_and_changed_objects_are_repaired_at_once()
    {
        await ReadyAsync(await StartAsync("one"));
        await Eventually.HoldsAsync(() => Store.Find(Registration) is not null, "the registration");

        Store.Delete(Crd);
        Store.Delete(SecretPath);
        Store.Put(Registration, """{"webhooks":[]}""");

        await Eventually.HoldsAsync(() => Store.Find(Crd) is not null, "the CRD");
        await Eventually.HoldsAsync(() => Store.Find(SecretPath) is not null, "the secret");
        await Eventually.HoldsAsync(() => Store.Find(Registration)!["webhooks"]!.AsArray().Count == 1, "the webhook");
    }

    [Fact]
    public async Task A_stand_by_is_ready_writes_nothing_and_takes_over_when_the_leader_stops()
    {
        await ReadyAsync(await StartAsync("one"));
        var second = await StartAsync("two");
        await ReadyAsync(second);
        await hosts[0].StopAsync(TestContext.Current.CancellationToken);

        await Eventually.HoldsAsync(
            () => Store.Find(Lease)!["spec"]!["holderIdentity"]!.GetValue<string>() == "two", "the succession");

        Store.Delete(SecretPath);
        await Eventually.HoldsAsync(() => Store.Find(SecretPath) is not null, "the secret, by the second");
    }

    [Fact]
    public async Task A_replica_that_cannot_reach_the_api_server_lives_but_is_not_ready()
    {
        await server.StopAsync();
        var health = await StartAsync("one");

        using var ready = await http.GetAsync(new Uri(health, "/readyz"), TestContext.Current.CancellationToken);
        using var live = await http.GetAsync(new Uri(health, "/healthz"), TestContext.Current.CancellationToken);

        ((int)ready.StatusCode).ShouldBe(503);
        (await ready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .ShouldContain("[-]lease failed: lease ramus-system/ramus-operator cannot be read");
        ((int)live.StatusCode).ShouldBe(200);
        await server.StartAgainAsync();
        await ReadyAsync(health);
    }

    [Fact]
    public async Task Without_the_webhook_only_the_crd_is_made()
    {
        await ReadyAsync(await StartAsync("one", manageWebhook: false));

        Store.Find(SecretPath).ShouldBeNull();
        Store.Find(Registration).ShouldBeNull();
    }

    private async Task<Uri> StartAsync(string identity, bool manageWebhook = true)
    {
        var host = OperatorProgram.Build(
            new OperatorOptions
            {
                Namespace = "ramus-system",
                Lease = new LeaseElectorOptions
                {
                    Namespace = "ramus-system",
                    Name = "ramus-operator",
                    Identity = identity,
                    LeaseDuration = TimeSpan.FromHours(1),
                    RenewDeadline = TimeSpan.FromMinutes(30),
                    RetryPeriod = TimeSpan.FromMilliseconds(50),
                },
                ManageWebhook = manageWebhook,
                Webhook = new WebhookSettings
                {
                    Namespace = "ramus-system",
                    Service = "ramus-webhook",
                    Secret = "ramus-webhook-tls",
                    Configuration = "ramus",
                    FailurePolicy = "Ignore",
                    TimeoutSeconds = 5,
                    CertificateLifetime = TimeSpan.FromDays(90),
                },
                HealthPort = 0,
                PrometheusPort = 0,
                Log = new LogSettings { Level = LogLevel.Error },
            },
            client);
        hosts.Add(host);
        await host.StartAsync(TestContext.Current.CancellationToken);
        return host.Services.GetRequiredService<HealthServer>().Address!;
    }

    private string Metrics() =>
        http.GetStringAsync(
            new Uri(hosts[^1].Services.GetRequiredService<HealthServer>().MetricsAddress!, "/metrics"),
            TestContext.Current.CancellationToken).GetAwaiter().GetResult();

    private async Task ReadyAsync(Uri health)
    {
        var text = "";
        var deadline = DateTime.UtcNow.AddMinutes(2);
        do
        {
            using var answer = await http.GetAsync(new Uri(health, "/readyz"), TestContext.Current.CancellationToken);
            text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            if (answer.IsSuccessStatusCode)
            {
                return;
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        while (DateTime.UtcNow < deadline);
        throw new Xunit.Sdk.XunitException($"not ready: {text}");
    }
}
