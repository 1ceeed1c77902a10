using System.Text.Json.Nodes;

namespace Ramus.Cluster.Operator;

/// <summary>The operator keeps admission going when its certificate is lost.</summary>
[Collection(Disturbing.Name)]
public sealed class WebhookCertificateTests
{
    private static string Secret => RamusSystem.PathOf("secrets/ramus-webhook-tls");

    [ClusterFact]
    public async Task A_deleted_certificate_is_made_again_and_admission_goes_on()
    {
        await RamusSystem.ReadyAsync();
        await using var @namespace = await TestNamespace.CreateAsync("certificate");
        (await IsRefusedAsync(@namespace)).ShouldBeTrue("admission works before");
        var before = CertificateIn(await TestCluster.Current.Api.GetAsync(Secret));

        await TestCluster.Current.Api.DeleteAsync(Secret);

        await Eventually.HoldsAsync("another certificate is made", async () =>
            await TestCluster.Current.Api.FindAsync(Secret) is { } made && CertificateIn(made) != before);
        (await IsRefusedAsync(@namespace)).ShouldBeTrue("the old certificate is served and trusted till then");
        // Otherwise the kubelet takes more than a minute to refresh the volume.
        await RamusSystem.ReplaceAsync("ramus-webhook");
        await Eventually.HoldsAsync("admission works with the new certificate", () => IsRefusedAsync(@namespace));
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
