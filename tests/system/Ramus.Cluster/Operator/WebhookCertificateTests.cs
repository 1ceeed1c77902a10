using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace Ramus.Cluster.Operator;

/// <summary>
/// The operator keeps admission working when the webhook's certificate is lost, expires or changes. RAMUS_ROTATIONS=20
/// is the long run.
/// </summary>
[Collection(Disturbing.Name)]
public sealed class WebhookCertificateTests(ITestOutputHelper output)
{
    private static readonly int Rotations = int.Parse(
        Environment.GetEnvironmentVariable("RAMUS_ROTATIONS") ?? "2", InvariantCulture);

    private static string Secret => RamusSystem.PathOf("secrets/ramus-webhook-tls");

    [ClusterFact]
    public async Task A_deleted_certificate_is_made_again_and_admission_goes_on()
    {
        await RamusSystem.ReadyAsync();
        await using var @namespace = await TestNamespace.CreateAsync("certificate");
        (await IsRefusedAsync(@namespace)).ShouldBeTrue("admission works before");
        var before = CertificateIn(await TestCluster.Current.Api.GetAsync(Secret));

        await TestCluster.Current.Api.DeleteAsync(Secret);

        await Eventually.AgreesAsync(
            async () =>
                await TestCluster.Current.Api.FindAsync(Secret) is { } made && CertificateIn(made) != before,
            "another certificate is issued");
        (await IsRefusedAsync(@namespace)).ShouldBeTrue("the old certificate is served and trusted until then");
        // Without this the kubelet would take more than a minute to refresh the volume.
        await RamusSystem.ReplaceAsync("ramus-webhook");
        await Eventually.AgreesAsync(() => IsRefusedAsync(@namespace), "admission works with the new certificate");
    }

    [ClusterFact]
    public async Task A_certificate_that_has_ended_is_made_again()
    {
        await RamusSystem.ReadyAsync();
        await using var @namespace = await TestNamespace.CreateAsync("certificate");
        var ended = Ended();

        await TestCluster.Current.Api.PatchAsync(Secret, new JsonObject { ["data"] = ended.DeepClone() });

        await Eventually.AgreesAsync(
            async () =>
                CertificateIn(await TestCluster.Current.Api.GetAsync(Secret)) != (string)ended["tls.crt"]!,
            "another certificate is issued");
        (await IsRefusedAsync(@namespace)).ShouldBeTrue("admission still works");
        await ServesAsync();
        (await IsRefusedAsync(@namespace)).ShouldBeTrue("admission works with the new certificate");
    }

    [ClusterFact]
    public async Task Certificates_that_change_under_load_cost_no_review()
    {
        await RamusSystem.ReadyAsync();
        await using var @namespace = await TestNamespace.CreateAsync("certificate");
        using var stop = new CancellationTokenSource();
        var load = Enumerable.Range(0, 4).Select(_ => Task.Run(() => KeepAskingAsync(@namespace, stop.Token))).ToList();
        var watch = Stopwatch.StartNew();

        for (var i = 0; i < Rotations; i++)
        {
            var before = CertificateIn(await TestCluster.Current.Api.GetAsync(Secret));
            await TestCluster.Current.Api.DeleteAsync(Secret);
            await Eventually.AgreesAsync(
                async () =>
                    await TestCluster.Current.Api.FindAsync(Secret) is { } made && CertificateIn(made) != before,
                "another certificate is issued");
            await ServesAsync();
        }

        await stop.CancelAsync();
        var results = await Task.WhenAll(load);
        Figures.Write(
            output,
            $"{Rotations} certificates in {watch.Elapsed.TotalSeconds:0} s: "
            + $"{results.Sum(result => result.Asked)} reviews, "
            + $"{results.Sum(result => result.Unanswered.Count)} unanswered");
        results.SelectMany(result => result.Unanswered).ShouldBeEmpty();
        results.Sum(result => result.Asked).ShouldBeGreaterThan(10 * Rotations);
    }

    /// <summary>Waits until the webhook serves the secret's certificate.</summary>
    private static async Task ServesAsync()
    {
        var webhook = await RamusSystem.ReadyPodAsync("ramus-webhook");
        await RamusSystem.RefreshFilesAsync("ramus-webhook");
        await Eventually.AgreesAsync(
            async () =>
            {
                var pem = Encoding.ASCII.GetString(Convert.FromBase64String(
                    CertificateIn(await TestCluster.Current.Api.GetAsync(Secret))));
                using var certificate = X509Certificate2.CreateFromPem(pem);
                var end = new DateTimeOffset(certificate.NotAfter.ToUniversalTime()).ToUnixTimeSeconds();
                var metrics = await TestCluster.Current.KubectlAsync(
                    null, "get", "--raw", RamusSystem.PathOf($"pods/{webhook.Name()}:9082/proxy/metrics"));
                return metrics.Succeeded().Split('\n').Any(line =>
                    line.StartsWith("ramus_webhook_certificate_expiry_timestamp_seconds ", StringComparison.Ordinal)
                    && (long)double.Parse(line.Split(' ')[1], InvariantCulture) == end);
            },
            "the webhook serves the new certificate");
    }

    /// <summary>
    /// Creates pods with a mistake that the webhook refuses: a created pod means that it was not called.
    /// </summary>
    private static async Task<(int Asked, List<string> Unanswered)> KeepAskingAsync(
        TestNamespace @namespace, CancellationToken cancellationToken)
    {
        var asked = 0;
        var unanswered = new List<string>();
        while (!cancellationToken.IsCancellationRequested)
        {
            asked++;
            try
            {
                await TestCluster.Current.Api.CreateAsync(
                    @namespace.PathOf("pods?dryRun=All"), Manifests.Pod("pod", "nowhere"));
                unanswered.Add("a pod was created without admission");
            }
            catch (HttpRequestException refusal)
            {
                if (!refusal.Message.Contains("has no NetworkAttachmentDefinition nowhere", StringComparison.Ordinal))
                {
                    unanswered.Add(refusal.Message);
                }
            }
        }

        return (asked, unanswered);
    }

    private static JsonObject Ended()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(
            $"CN=ramus-webhook.{RamusSystem.Namespace}.svc", key, HashAlgorithmName.SHA256);
        var now = DateTimeOffset.UtcNow;
        using var certificate = request.CreateSelfSigned(now.AddDays(-2), now.AddDays(-1));
        var pem = Base64(certificate.ExportCertificatePem());
        return new JsonObject
        {
            ["tls.crt"] = pem,
            ["tls.key"] = Base64(key.ExportPkcs8PrivateKeyPem()),
            ["ca.crt"] = pem,
        };

        static string Base64(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));
    }

    private static string CertificateIn(JsonNode secret) => (string)secret["data"]!["tls.crt"]!;

    private static async Task<bool> IsRefusedAsync(TestNamespace @namespace)
    {
        var result = await TestCluster.Current.KubectlAsync(
            Manifests.Pod("pod", "nowhere").ToJsonString(),
            "-n", @namespace.Name, "apply", "--dry-run=server", "-f", "-");
        return result.Errors.Contains("has no NetworkAttachmentDefinition nowhere", StringComparison.Ordinal);
    }
}
