using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using k8s;
using Ramus.Kubernetes.Certificates;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Tests.Certificates;
using Ramus.Testing.Kubernetes.FakeApi;

namespace Ramus.Kubernetes.Tests.Client;

public sealed class ClientTlsTests
{
    private const string Pod = "/api/v1/namespaces/default/pods/p";

    [Fact]
    public async Task A_certificate_for_our_server_is_accepted()
    {
        using var ca = CertificateAuthority.Create("cluster", TimeSpan.FromDays(1));
        await using var server = await StartAsync(ca, "127.0.0.1");
        using var client = Connect(server, ca);

        var pod = await client.GetJsonAsync(Pod, TestContext.Current.CancellationToken);

        pod.KeyOf().ShouldBe(new ObjectKey("default", "p"));
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_refused_though_the_cluster_ca_signed_it()
    {
        using var ca = CertificateAuthority.Create("cluster", TimeSpan.FromDays(1));
        await using var server = await StartAsync(ca, "kubelet.example");
        using var client = Connect(server, ca);

        await ShouldBeRefusedAsync(() => client.GetJsonAsync(Pod, TestContext.Current.CancellationToken));
        await ShouldBeRefusedAsync(() => client.CoreV1.ReadNamespacedPodAsync(
            "p", "default", cancellationToken: TestContext.Current.CancellationToken));
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_refused()
    {
        using var ca = CertificateAuthority.Create("cluster", TimeSpan.FromDays(1));
        using var stranger = CertificateAuthority.Create("cluster", TimeSpan.FromDays(1));
        await using var server = await StartAsync(stranger, "127.0.0.1");
        using var client = Connect(server, ca);

        await ShouldBeRefusedAsync(() => client.GetJsonAsync(Pod, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_tls_server_name_of_a_kubeconfig_is_what_counts()
    {
        using var ca = CertificateAuthority.Create("cluster", TimeSpan.FromDays(1));
        await using var server = await StartAsync(ca, "kubernetes.example");
        using var client = Connect(server, ca, "kubernetes.example");

        (await client.FindJsonAsync(Pod, TestContext.Current.CancellationToken)).ShouldNotBeNull();
    }

    private static async Task ShouldBeRefusedAsync(Func<Task> request)
    {
        var refusal = await Should.ThrowAsync<HttpRequestException>(request);
        refusal.InnerException.ShouldBeOfType<AuthenticationException>();
    }

    private static async Task<FakeApiServer> StartAsync(CertificateAuthority ca, string name)
    {
        var server = await FakeApiServer.StartAsync(
            CertificatePair.Load(ca.IssueServing([name], TimeSpan.FromHours(1))));
        server.Store.Put(Pod, "{}");
        return server;
    }

    private static IKubernetes Connect(FakeApiServer server, CertificateAuthority ca, string? serverName = null)
    {
        var roots = new X509Certificate2Collection();
        roots.ImportFromPem(ca.CertificatePem);
        return KubernetesClientFactory.Create(new KubernetesClientConfiguration
        {
            Host = server.Address,
            AccessToken = "token",
            SslCaCerts = roots,
            TlsServerName = serverName,
        });
    }
}
