using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Ramus.Contract.Admission;
using Ramus.Operator.Objects;
using Ramus.Operator.Webhook;
using Ramus.Testing.Kubernetes.FakeApi;

namespace Ramus.Operator.Tests.Webhook;

public sealed partial class WebhookReconcilerTests : IAsyncLifetime
{
    private const string SecretPath = "/api/v1/namespaces/ramus-system/secrets/ramus-webhook-tls";
    private const string Registration = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/ramus";

    private const string Validating =
        "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/ramus";

    private static readonly WebhookSettings Settings = new()
    {
        Namespace = "ramus-system",
        Service = "ramus-webhook",
        Secret = "ramus-webhook-tls",
        Configuration = "ramus",
        FailurePolicy = "Ignore",
        TimeoutSeconds = 5,
        CertificateLifetime = TimeSpan.FromDays(90),
    };

    private const string Deployment = "/apis/apps/v1/namespaces/ramus-system/deployments/ramus-webhook";
    private const string SettingsPath = "/api/v1/namespaces/ramus-system/configmaps/ramus-webhook";

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly OperatorMetrics metrics = new();
    private FakeApiServer server = null!;
    private IKubernetes client = null!;
    private WebhookReconciler reconciler = null!;

    public async ValueTask InitializeAsync()
    {
        server = await FakeApiServer.StartAsync();
        client = server.CreateClient();
        reconciler = new WebhookReconciler(
            client, Settings, metrics, NullLogger<WebhookReconciler>.Instance, time);
    }

    public async ValueTask DisposeAsync()
    {
        metrics.Dispose();
        client.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task An_empty_cluster_gets_a_certificate_and_a_registration_that_fit()
    {
        await ReconcileAsync();

        var certificates = Stored();
        certificates.Judge(Settings, time).Defect.ShouldBeNull();
        Bundle().ShouldBe(certificates.CaBundle);
        var secret = server.Store.Find(SecretPath)!;
        secret["type"]!.GetValue<string>().ShouldBe("kubernetes.io/tls");
        var webhook = server.Store.Find(Registration)!["webhooks"]![0]!;
        webhook["failurePolicy"]!.GetValue<string>().ShouldBe("Ignore");
        webhook["sideEffects"]!.GetValue<string>().ShouldBe("None");
        webhook["reinvocationPolicy"]!.GetValue<string>().ShouldBe("IfNeeded");
        webhook["timeoutSeconds"]!.GetValue<int>().ShouldBe(5);
        webhook["clientConfig"]!["service"]!.ToJsonString().ShouldBe(
            $$"""{"namespace":"ramus-system","name":"ramus-webhook","path":"{{WebhookPaths.Pods}}","port":443}""");
        webhook["namespaceSelector"]!["matchExpressions"]!.ToJsonString().ShouldBe(
            """
            [{"key":"kubernetes.io/metadata.name","operator":"NotIn","values":["kube-system","ramus-system"]},
            {"key":"ramus.dev/webhook","operator":"NotIn","values":["disabled"]}]
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public async Task Networks_are_judged_by_the_webhook_and_their_deletion_never_waits_for_it()
    {
        await ReconcileAsync();

        var webhooks = server.Store.Find(Validating)!["webhooks"]!.AsArray();
        webhooks.Select(webhook => $"{webhook!["clientConfig"]!["service"]!["path"]} {webhook["failurePolicy"]}")
            .ShouldBe(["/validate/networks Ignore", "/validate/network-deletions Ignore"]);
        webhooks.Select(webhook => webhook!["rules"]![0]!["operations"]!.ToJsonString()).ShouldBe(
            ["""["CREATE","UPDATE"]""", """["DELETE"]"""]);
        ValidatingRegistration.Wanted(Settings with { FailurePolicy = "Fail" }, "", RegistrationFacts.None)["webhooks"]!
            .AsArray()
            .Select(webhook => webhook!["failurePolicy"]!.GetValue<string>()).ShouldBe(["Fail", "Ignore"]);
    }

    [Fact]
    public async Task Valid_objects_are_not_written_and_the_next_reconciliation_is_before_the_renewal()
    {
        await ReconcileAsync();
        var requests = server.Requests.Count;

        (await ReconcileAsync()).ShouldBe(TimeSpan.FromMinutes(10));
        server.Requests.Skip(requests).ShouldAllBe(request => request.Method == "GET");

        time.Advance(TimeSpan.FromDays(59.99));
        (await ReconcileAsync()).ShouldNotBeNull().ShouldBeLessThanOrEqualTo(TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task After_two_thirds_of_its_life_it_is_renewed_and_both_authorities_are_trusted()
    {
        await ReconcileAsync();
        var before = Stored();
        time.Advance(TimeSpan.FromDays(61));

        await ReconcileAsync();

        var after = Stored();
        after.Certificate.ShouldNotBe(before.Certificate);
        after.CaBundle.ShouldEndWith(before.CaBundle);
        Bundle().ShouldBe(after.CaBundle);
        (before with { CaBundle = after.CaBundle }).Judge(Settings, time).Defect.ShouldBeNull();
        after.Judge(Settings, time).Defect.ShouldBeNull();
        var written = server.Requests.Where(r => r.Method == "PATCH").Select(r => r.Path).TakeLast(2);
        written.ShouldBe([Registration, SecretPath], "the authority is registered before its certificate is stored");
    }

    [Fact]
    public async Task Authorities_that_have_ended_leave_the_bundle()
    {
        await ReconcileAsync();
        time.Advance(TimeSpan.FromDays(200));

        await ReconcileAsync();

        Stored().CaBundle.Split("BEGIN CERTIFICATE").Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("""{"type":"kubernetes.io/tls","data":{"ca.crt":"%%%","tls.crt":"eA==","tls.key":"eA=="}}""")]
    [InlineData("""{"type":"Opaque","data":{}}""")]
    [InlineData("""{"type":"kubernetes.io/tls","immutable":true}""")]
    public async Task A_broken_secret_is_replaced(string secret)
    {
        server.Store.Put(SecretPath, secret);

        await ReconcileAsync();

        Stored().Judge(Settings, time).Defect.ShouldBeNull();
        server.Store.Find(SecretPath)!["type"]!.GetValue<string>().ShouldBe("kubernetes.io/tls");
        server.Store.Find(SecretPath)!["immutable"].ShouldBeNull();
    }

    [Fact]
    public async Task A_deleted_secret_is_made_again_and_the_running_webhook_stays_trusted()
    {
        await ReconcileAsync();
        var served = Stored();
        server.Store.Delete(SecretPath);

        await ReconcileAsync();

        (served with { CaBundle = Bundle() }).Judge(Settings, time).Defect.ShouldBeNull();
        Bundle().ShouldBe(Stored().CaBundle);
    }

    [Fact]
    public async Task A_changed_registration_is_repaired_and_other_webhooks_in_it_are_no_reason()
    {
        await ReconcileAsync();
        var registration = server.Store.Find(Registration)!;
        registration["webhooks"]![0]!["clientConfig"]!["caBundle"] = "";
        server.Store.Put(Registration, registration.ToJsonString());

        await ReconcileAsync();

        Bundle().ShouldBe(Stored().CaBundle);
        registration = server.Store.Find(Registration)!;
        ((JsonArray)registration["webhooks"]!).Insert(0, new JsonObject { ["name"] = "other.example.com" });
        registration["webhooks"]![1]!["matchPolicy"] = "Equivalent";
        server.Store.Put(Registration, registration.ToJsonString());
        var requests = server.Requests.Count;
        await ReconcileAsync();
        server.Requests.Skip(requests).ShouldAllBe(request => request.Method == "GET");
    }

    [Fact]
    public async Task Repairs_pause_when_another_client_keeps_reverting_them()
    {
        await ReconcileAsync();
        for (var i = 0; i < 12; i++)
        {
            server.Store.Put(Registration, """{"webhooks":[]}""");
            await ReconcileAsync();
        }

        server.Requests.Count(r => r.Method == "PATCH" && r.Path == Registration).ShouldBe(11);
        time.Advance(TimeSpan.FromMinutes(10));
        await ReconcileAsync();
        Bundle().ShouldBe(Stored().CaBundle);
    }

    [Fact]
    public async Task No_certificate_is_handed_out_whose_authority_could_not_be_registered()
    {
        await ReconcileAsync();
        for (var i = 0; i < 12; i++)
        {
            server.Store.Put(Registration, """{"webhooks":[]}""");
            await ReconcileAsync();
        }

        server.Store.Delete(SecretPath);

        (await ReconcileAsync()).ShouldNotBeNull();
        server.Store.Find(SecretPath).ShouldBeNull();
    }

    [Fact]
    public async Task Twenty_renewals_in_a_row_leave_what_is_served_trusted()
    {
        await ReconcileAsync();
        for (var i = 0; i < 20; i++)
        {
            var served = Stored();
            server.Store.Delete(SecretPath);

            await ReconcileAsync();

            (served with { CaBundle = Bundle() }).Judge(Settings, time).Defect.ShouldBeNull();
        }

        Bundle().Split("BEGIN CERTIFICATE").Length.ShouldBe(4, "the current and two earlier authorities");
    }

    [Theory]
    [InlineData(-365)]
    [InlineData(89.9)]
    [InlineData(400)]
    public async Task A_clock_that_jumps_ends_in_a_certificate_that_is_valid_then(double days)
    {
        await ReconcileAsync();
        var jumped = new FakeTimeProvider(time.GetUtcNow() + TimeSpan.FromDays(days));

        await new WebhookReconciler(client, Settings, metrics, NullLogger<WebhookReconciler>.Instance, jumped)
            .ReconcileAsync(TestContext.Current.CancellationToken);

        Stored().Judge(Settings, jumped).Defect.ShouldBeNull();
        Bundle().ShouldBe(Stored().CaBundle);
    }

    private static JsonSerializerOptions Relaxed { get; } = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private JsonNode Webhook() => server.Store.Find(Registration)!["webhooks"]![0]!;

    private Task<TimeSpan?> ReconcileAsync(WebhookSettings settings) =>
        new WebhookReconciler(client, settings, metrics, NullLogger<WebhookReconciler>.Instance, time)
            .ReconcileAsync(TestContext.Current.CancellationToken);

    private Task<TimeSpan?> ReconcileAsync() => reconciler.ReconcileAsync(TestContext.Current.CancellationToken);

    private WebhookCertificates Stored() => WebhookCertificates.Of(Element(server.Store.Find(SecretPath)!));

    private string Bundle() => Encoding.UTF8.GetString(Convert.FromBase64String(
        server.Store.Find(Registration)!["webhooks"]!.AsArray().Single(
            w => w!["name"]!.GetValue<string>() == WebhookNames.Pods)!["clientConfig"]!["caBundle"]!
            .GetValue<string>()));

    private static JsonElement Element(JsonNode node)
    {
        using var document = JsonDocument.Parse(node.ToJsonString());
        return document.RootElement.Clone();
    }
}
