using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Ramus.Contract.Admission;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Certificates;
using Ramus.Operator.Webhook;

namespace Ramus.Operator.Tests.Webhook;

/// <summary>The facts that the registrations depend on, besides the operator's certificate.</summary>
public sealed partial class WebhookReconcilerTests
{
    [Theory]
    [InlineData("""{"spec":{"replicas":2}}""", "Fail")]
    [InlineData("""{"spec":{}}""", "Fail")]
    [InlineData("""{"spec":{"replicas":0}}""", "Ignore")]
    [InlineData("""{"metadata":{"deletionTimestamp":"2026-01-01T00:00:00Z"},"spec":{"replicas":2}}""", "Ignore")]
    [InlineData(null, "Ignore")]
    public async Task The_failure_policy_is_Ignore_for_a_removed_webhook(string? deployment, string policy)
    {
        if (deployment is not null)
        {
            server.Store.Put(Deployment, deployment);
        }

        await ReconcileAsync(Settings with { FailurePolicy = "Fail" });

        Webhook()["failurePolicy"]!.GetValue<string>().ShouldBe(policy);
        server.Store.Find(Validating)!["webhooks"]![0]!["failurePolicy"]!.GetValue<string>().ShouldBe(policy);
    }

    [Fact]
    public async Task The_policy_comes_back_with_the_webhook()
    {
        await ReconcileAsync(Settings with { FailurePolicy = "Fail" });
        server.Store.Put(Deployment, """{"spec":{"replicas":2}}""");

        await ReconcileAsync(Settings with { FailurePolicy = "Fail" });

        Webhook()["failurePolicy"]!.GetValue<string>().ShouldBe("Fail");
    }

    [Fact]
    public async Task The_registrations_go_with_the_cluster_role()
    {
        const string role = "/apis/rbac.authorization.k8s.io/v1/clusterroles/ramus-operator";
        server.Store.Put(role, "{}");
        var uid = server.Store.Find(role)!["metadata"]!["uid"]!.GetValue<string>();

        await ReconcileAsync();

        foreach (var path in (string[])[Registration, Validating])
        {
            server.Store.Find(path)!["metadata"]!["ownerReferences"]!.ToJsonString().ShouldBe(
                """[{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRole","name":"ramus-operator","uid":"UID"}]"""
                    .Replace("UID", uid, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("1", "27", 27)]
    [InlineData("1", "30+", 30)]
    [InlineData("1", "x", null)]
    [InlineData("2", "30", null)]
    public void Versions_are_read_as_providers_write_them(string major, string minor, int? expected) =>
        RegistrationFactsReader.MinorOf(
            Element(new JsonObject { ["major"] = major, ["minor"] = minor })).ShouldBe(expected);

    private void AnswerVersion(string minor) => server.Intercept = async (request, context) =>
    {
        var isAsked = request.Path == "/version";
        if (isAsked)
        {
            await context.Response.WriteAsync($$"""{"major":"1","minor":"{{minor}}"}""");
        }

        return isAsked;
    };

    [Theory]
    [InlineData("27", false)]
    [InlineData("28", true)]
    public async Task Only_new_API_servers_get_conditions(string minor, bool expected)
    {
        AnswerVersion(minor);
        server.Store.Put(Deployment, """{"spec":{"replicas":2}}""");

        await ReconcileAsync();

        Webhook().AsObject().ContainsKey("matchConditions").ShouldBe(expected);
    }

    [Theory]
    [InlineData("20", "", "", "Ignore")]
    [InlineData("20", "disabled", "", "Ignore")]
    [InlineData("20", "disabled", "disabled", "Fail")]
    [InlineData("21", "", "", "Fail")]
    public async Task The_clusters_own_pods_never_depend_on_the_webhook(
        string minor, string system, string own, string policy)
    {
        AnswerVersion(minor);
        foreach (var (name, label) in (ReadOnlySpan<(string, string)>)[("kube-system", system), ("ramus-system", own)])
        {
            server.Store.Put($"/api/v1/namespaces/{name}", new JsonObject
            {
                ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["ramus.dev/webhook"] = label } },
            }.ToJsonString());
        }

        server.Store.Put(Deployment, """{"spec":{"replicas":2}}""");
        await ReconcileAsync(Settings with { FailurePolicy = "Fail" });

        Webhook()["failurePolicy"]!.GetValue<string>().ShouldBe(policy);
    }

    [Fact]
    public void Conditions_are_about_what_the_settings_inject_too()
    {
        MatchConditions.Pods(InjectionSettings.Default).ToJsonString(Relaxed).ShouldBe($$"""
            [{"name":"selects-networks","expression":"(has(object.metadata.annotations) &&
             ['k8s.v1.cni.cncf.io/networks', 'v1.multus-cni.io/default-network', 'k8s.v1.cni.cncf.io/network-status',
             'k8s.v1.cni.cncf.io/networks-status', '{{Annotations.NetworkGenerations}}']
            .exists(key, key in object.metadata.annotations))"}]
            """.ReplaceLineEndings(""));
        var all = MatchConditions.Pods(InjectionSettings.Default with
        {
            Injections = [new("it's", new Dictionary<string, string>())],
            Attachments = [new("a", ["team-*", "x.y"], null, "blue")],
        })[0]!["expression"]!.GetValue<string>();
        all.ShouldContain(
            """|| (has(object.metadata.labels) && ['it\'s'].exists(key, key in object.metadata.labels """);
        all.ShouldEndWith("""|| request.namespace.matches('^(team-.*|x\\.y)$')""");
    }

    [Fact]
    public async Task Conditions_come_with_a_new_API_server_and_go_with_it()
    {
        server.Store.Put(Deployment, """{"spec":{"replicas":2}}""");
        var facts = new RegistrationFacts { HasMatchConditions = true };
        var with = WebhookRegistration.Wanted(Settings, "", facts);
        with["webhooks"]![0]!["matchConditions"]!.AsArray().Count.ShouldBe(1);
        ValidatingRegistration.Wanted(Settings, "", facts)["webhooks"]!.AsArray()
            .Select(webhook => webhook!.AsObject().ContainsKey("matchConditions")).ShouldBe([true, false, true, true]);
        await ReconcileAsync();

        var present = Element(with);
        WebhookRegistration.IsInPlace(present, with).ShouldBeTrue();
        WebhookRegistration.IsInPlace(
            present, WebhookRegistration.Wanted(Settings, "", RegistrationFacts.None)).ShouldBeFalse();
        Webhook().AsObject().ContainsKey("matchConditions").ShouldBeFalse();
    }

    [Fact]
    public async Task With_cert_manager_only_the_registrations_are_made_and_its_bundle_stays()
    {
        var settings = Settings with { CertificateSource = CertificateSource.CertManager };
        await ReconcileAsync(settings);

        server.Store.Find(SecretPath).ShouldBeNull();
        server.Store.Find(Registration)!["metadata"]!["annotations"]!["cert-manager.io/inject-ca-from"]!
            .GetValue<string>().ShouldBe("ramus-system/ramus-webhook");
        Webhook()["clientConfig"]!.AsObject().ContainsKey("caBundle").ShouldBeFalse();

        var registration = server.Store.Find(Registration)!;
        registration["webhooks"]![0]!["clientConfig"]!["caBundle"] = "aW5qZWN0ZWQ=";
        server.Store.Put(Registration, registration.ToJsonString());
        await ReconcileAsync(settings);
        Webhook()["clientConfig"]!["caBundle"]!.GetValue<string>().ShouldBe("aW5qZWN0ZWQ=");
    }

    [Fact]
    public async Task A_Secret_of_an_administrator_is_registered_when_valid_and_never_written()
    {
        var settings = Settings with { CertificateSource = CertificateSource.Secret, FailurePolicy = "Fail" };
        await ReconcileAsync(settings);
        server.Store.Find(Registration).ShouldBeNull("without a CA bundle the API server could not call the webhook");

        using var authority = CertificateAuthority.Create("theirs", TimeSpan.FromDays(30), time);
        var serving = authority.IssueServing(["ramus-webhook.ramus-system.svc"], TimeSpan.FromDays(30));
        var brought = new WebhookCertificates(authority.CertificatePem, serving.CertificatePem, serving.PrivateKeyPem);
        server.Store.Put(SecretPath, Encoding.UTF8.GetString(brought.ToSecretJson(Settings)));
        await ReconcileAsync(settings);
        Bundle().ShouldBe(brought.CaBundle);

        server.Store.Put(SecretPath, """{"type":"kubernetes.io/tls","data":{"tls.crt":"eA=="}}""");
        await ReconcileAsync(settings);
        Bundle().ShouldBe(brought.CaBundle, "an unusable Secret never replaces a good CA bundle");

        server.Store.Put(Deployment, """{"spec":{"replicas":0}}""");
        await ReconcileAsync(settings);
        Webhook()["failurePolicy"]!.GetValue<string>().ShouldBe("Ignore", "pods do not wait for a missing webhook");
        server.Requests.ShouldNotContain(request => request.Path == SecretPath && request.Method != "GET");
    }

    [Fact]
    public async Task Settings_that_can_not_be_read_do_not_stop_the_operator()
    {
        server.Store.Put(SettingsPath, """{"data":{"config.json":"{"}}""");

        await ReconcileAsync();

        Stored().Judge(Settings, time).Defect.ShouldBeNull();
    }
}
