using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ramus.Kubernetes.Client;
using Ramus.Testing.Kubernetes.RealApi;
using Ramus.Webhook.Tests.Certificates;

namespace Ramus.Webhook.Tests.RealApi;

/// <summary>The files of docs/webhook.md that make an API server present a certificate to the webhook.</summary>
[Trait("Needs", "Root")]
public sealed partial class ClientCertificateTests : IDisposable
{
    private const string Pods = "/api/v1/namespaces/default/pods?dryRun=All";
    private const string Folder = "/etc/kubernetes/admission";
    private const StringComparison Ordinal = StringComparison.Ordinal;

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("ramus-admission-");

    [Fact]
    public async Task A_configured_API_server_is_accepted_by_its_certificate()
    {
        Assert.SkipWhen(ApiServer.Missing is not null, ApiServer.Missing ?? "");
        using var authority = ClientCertificates.Authority("callers");
        using var stranger = ClientCertificates.Authority("strangers");
        WriteFiles(authority);
        await using var api = await ApiServer.StartAsync(
            $"--admission-control-config-file={directory.FullName}/configuration.yaml");
        await api.CreateAsync("/api/v1/namespaces", JsonNode.Parse("""{"metadata":{"name":"ramus-system"}}""")!);
        await CreateNetworksAsync(api);

        await using (await RegisteredWebhook.StartAsync(api, "Fail", WriteAuthority("callers.crt", authority)))
        {
            await api.CreateAsync(Pods, Pod());
        }

        await using (await RegisteredWebhook.StartAsync(api, "Fail", WriteAuthority("strangers.crt", stranger)))
        {
            var refused = await Should.ThrowAsync<ApiException>(() => api.CreateAsync(Pods, Pod()));
            refused.Message.ShouldContain("failed calling webhook");
        }
    }

    public void Dispose() => directory.Delete(recursive: true);

    /// <summary>The page's files, changed for a webhook that is registered by its address.</summary>
    private void WriteFiles(X509Certificate2 authority)
    {
        using var caller = ClientCertificates.Caller(authority);
        Write("client.crt", caller.ExportCertificatePem());
        Write("client.key", caller.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        var blocks = Yaml().Matches(Page()).Select(static block => block.Groups["text"].Value).ToList();
        Write("ramus.kubeconfig", Here(blocks.Single(block => block.Contains("client-certificate:", Ordinal)))
            .Replace("ramus-webhook.ramus-system.svc", "\"*\"", Ordinal));
        Write("configuration.yaml", Here(blocks.Single(block => block.Contains("kubeConfigFile:", Ordinal))));
    }

    private string Here(string text) => text.Replace(Folder, directory.FullName, Ordinal);

    private string WriteAuthority(string name, X509Certificate2 authority)
    {
        Write(name, authority.ExportCertificatePem());
        return Path.Combine(directory.FullName, name);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(directory.FullName, name), text);

    private static async Task CreateNetworksAsync(ApiServer api)
    {
        await api.CreateAsync("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", JsonNode.Parse("""
            {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition",
             "metadata":{"name":"network-attachment-definitions.k8s.cni.cncf.io"},
             "spec":{"group":"k8s.cni.cncf.io","scope":"Namespaced","names":{"plural":"network-attachment-definitions",
              "singular":"network-attachment-definition","kind":"NetworkAttachmentDefinition"},
              "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object",
               "x-kubernetes-preserve-unknown-fields":true}}}]}}
            """)!);
    }

    private static JsonNode Pod() => JsonNode.Parse("""
        {"apiVersion":"v1","kind":"Pod","metadata":{"generateName":"web-"},
         "spec":{"containers":[{"name":"app","image":"app"}]}}
        """)!;

    private static string Page([CallerFilePath] string file = "") => File.ReadAllText(
        Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", "..", "docs", "webhook.md"));

    [GeneratedRegex(@"^ *```yaml\n(?<text>.*?)^ *```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Yaml();
}
