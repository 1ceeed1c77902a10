using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Ramus.Contract.Admission;
using Ramus.Kubernetes.Certificates;
using Ramus.Kubernetes.Client;
using Ramus.Testing.Kubernetes.RealApi;
using Ramus.Webhook.Certificates;
using Ramus.Webhook.Hosting;
using Ramus.Webhook.Tests.Serving;

namespace Ramus.Webhook.Tests.RealApi;

/// <summary>
/// The real server, registered with a real API server as the operator does: a new authority is added to the bundle
/// before its certificate is served.
/// </summary>
internal sealed class RegisteredWebhook : IAsyncDisposable
{
    private const string Configurations = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations";
    private const string Name = "ramus-test";

    private readonly ApiServer api;
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("ramus-webhook-");
    private readonly WebApplication application;
    private string bundle = "";

    private RegisteredWebhook(ApiServer api, string clientCaFile)
    {
        this.api = api;
        application = WebhookServer.Build(
            WebhookUnderTest.Options with
            {
                CertificateDirectory = directory.FullName,
                ClientCaFile = clientCaFile,
            },
            api.Client);
    }

    private CertificateStore Certificates => application.Services.GetRequiredService<CertificateStore>();

    public static async Task<RegisteredWebhook> StartAsync(
        ApiServer api, string failurePolicy, string clientCaFile = "")
    {
        var webhook = new RegisteredWebhook(api, clientCaFile);
        var serving = webhook.Widen();
        webhook.Serve(serving);
        await webhook.application.StartAsync();
        var readiness = webhook.application.Services.GetRequiredService<Readiness>();
        await Eventually.HoldsAsync(() => readiness.Reason is null, "the webhook is ready");
        await api.CreateAsync(Configurations, webhook.Registration(failurePolicy));
        return webhook;
    }

    /// <summary>Stops the server, which stays registered.</summary>
    public Task GoDownAsync() => application.StopAsync();

    public Task SetPolicyAsync(string policy) => api.PatchAsync(
        $"{Configurations}/{Name}", new JsonObject { ["webhooks"] = Registration(policy)["webhooks"]!.DeepClone() });

    /// <summary>
    /// Registers a new authority, and writes its certificate later, as a pod's volume follows its Secret.
    /// </summary>
    public async Task RotateAsync(TimeSpan volumeDelay)
    {
        var serving = Widen();
        await SetPolicyAsync("Fail");
        await Task.Delay(volumeDelay);
        var before = Certificates.Current!.SerialNumber;
        Serve(serving);
        await Eventually.HoldsAsync(
            () => Certificates.Current!.SerialNumber != before, "the new pair is served");
    }

    public async ValueTask DisposeAsync()
    {
        await api.Client.DeleteJsonAsync($"{Configurations}/{Name}", CancellationToken.None);
        await application.StopAsync();
        await application.DisposeAsync();
        directory.Delete(recursive: true);
    }

    private ServingCertificate Widen()
    {
        using var authority = CertificateAuthority.Create("webhook", TimeSpan.FromDays(1));
        const string end = "-----END CERTIFICATE-----\n";
        var earlier = bundle.Split(end, StringSplitOptions.RemoveEmptyEntries).Take(2).Select(pem => pem + end);
        bundle = string.Concat(earlier.Prepend(authority.CertificatePem));
        return authority.IssueServing(["127.0.0.1"], TimeSpan.FromDays(1));
    }

    private void Serve(ServingCertificate serving)
    {
        File.WriteAllText(Path.Combine(directory.FullName, "tls.crt"), serving.CertificatePem);
        File.WriteAllText(Path.Combine(directory.FullName, "tls.key"), serving.PrivateKeyPem);
    }

    private JsonObject Registration(string failurePolicy) => new()
    {
        ["apiVersion"] = "admissionregistration.k8s.io/v1",
        ["kind"] = "MutatingWebhookConfiguration",
        ["metadata"] = new JsonObject { ["name"] = Name },
        ["webhooks"] = new JsonArray(new JsonObject
        {
            ["name"] = "pods.webhook.ramus.dev",
            ["admissionReviewVersions"] = new JsonArray("v1"),
            ["clientConfig"] = new JsonObject
            {
                ["url"] = $"{application.Urls.FirstOrDefault()}{WebhookPaths.Pods}",
                ["caBundle"] = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(bundle)),
            },
            ["rules"] = new JsonArray(new JsonObject
            {
                ["operations"] = new JsonArray("CREATE"),
                ["apiGroups"] = new JsonArray(""),
                ["apiVersions"] = new JsonArray("v1"),
                ["resources"] = new JsonArray("pods"),
            }),
            ["failurePolicy"] = failurePolicy,
            ["sideEffects"] = "None",
            ["timeoutSeconds"] = 5,
            ["reinvocationPolicy"] = "IfNeeded",
        }),
    };
}
