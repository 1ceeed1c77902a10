using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Ramus.Kubernetes.Client;
using Ramus.Testing.Kubernetes.FakeApi;
using Ramus.Webhook.Certificates;

namespace Ramus.Webhook.Tests.Certificates;

/// <summary>
/// At the installation the Secret is created after the pod, and the kubelet updates the pod's directory much later.
/// </summary>
public sealed class SecretCertificateTests : IAsyncLifetime
{
    private const string Secret = "/api/v1/namespaces/ramus-system/secrets/ramus-webhook-tls";
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("ramus-webhook-tls-");
    private readonly List<IDisposable> owned = [];
    private FakeApiServer api = null!;
    private CertificateStore store = null!;

    public async ValueTask InitializeAsync()
    {
        api = await FakeApiServer.StartAsync();
        var client = api.CreateClient();
        owned.Add(client);
        store = new CertificateStore(
            directory.FullName, new FakeTimeProvider(Now), NullLogger<CertificateStore>.Instance,
            new SecretCertificate(client, new ObjectKey("ramus-system", "ramus-webhook-tls")));
    }

    public async ValueTask DisposeAsync()
    {
        owned.ForEach(item => item.Dispose());
        await api.DisposeAsync();
        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task The_secret_serves_until_the_directory_has_the_files_and_then_the_files_do()
    {
        await LookAsync();
        store.NotReadyReason.ShouldNotBeNull().ShouldContain("the files do not exist yet");

        var (certificate, key) = Put();
        await LookAsync();

        store.NotReadyReason.ShouldBeNull();
        store.Note.ShouldBeNull("missing files are no problem while the secret serves");
        var serial = store.Current!.SerialNumber;
        store.Refresh();
        store.Note.ShouldBeNull();

        Write(certificate, key);
        store.Refresh();
        store.Current.SerialNumber.ShouldBe(serial);
        var next = SelfSigned.Pair(Now.AddMinutes(-1), Now.AddHours(9));
        Write(next.Certificate, next.Key);
        store.Refresh();
        store.Current.SerialNumber.ShouldNotBe(serial);
    }

    [Theory]
    [InlineData("{}", "the files do not exist yet")]
    [InlineData("""{"data":{"tls.crt":"","tls.key":""}}""", "no serving certificate")]
    [InlineData("""{"data":{"tls.crt":"AAAA"}}""", "the files do not exist yet")]
    [InlineData("""{"data":{"tls.crt":"!","tls.key":"!"}}""", "no serving certificate")]
    [InlineData("""{"data":{"tls.crt":"AAAA","tls.key":"AAAA"}}""", "no serving certificate")]
    [InlineData("""{"data":[]}""", "the files do not exist yet")]
    public async Task A_secret_that_cannot_serve_is_a_reason_not_to_be_ready(string secret, string reason)
    {
        api.Store.Put(Secret, secret);

        await LookAsync();

        store.Current.ShouldBeNull();
        store.NotReadyReason.ShouldNotBeNull().ShouldContain(reason);
    }

    [Fact]
    public async Task Without_the_API_server_the_files_are_awaited()
    {
        await api.StopAsync();

        await LookAsync();

        store.NotReadyReason.ShouldNotBeNull().ShouldContain("the files do not exist yet");
    }

    private async Task LookAsync()
    {
        store.Refresh();
        await store.AskAsync(TestContext.Current.CancellationToken);
    }

    private (string Certificate, string Key) Put()
    {
        var pair = SelfSigned.Pair(Now.AddMinutes(-1), Now.AddHours(5));
        api.Store.Put(Secret, new JsonObject
        {
            ["data"] = new JsonObject
            {
                ["tls.crt"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(pair.Item1)),
                ["tls.key"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(pair.Item2)),
            },
        }.ToJsonString());
        return (pair.Item1, pair.Item2);
    }

    private void Write(string certificate, string key)
    {
        File.WriteAllText(Path.Combine(directory.FullName, "tls.crt"), certificate);
        File.WriteAllText(Path.Combine(directory.FullName, "tls.key"), key);
    }
}
