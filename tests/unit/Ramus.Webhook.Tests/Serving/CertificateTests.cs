using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Ramus.Webhook.Tests.Certificates;

namespace Ramus.Webhook.Tests.Serving;

public sealed class CertificateTests
{
    [Fact]
    public async Task Before_the_secret_exists_the_program_waits_and_then_becomes_ready()
    {
        await using var webhook = await WebhookUnderTest.StartAsync(withCertificate: false);
        using var http = webhook.Connect();

        var (status, text) = await webhook.ReadinessAsync();
        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        text.ShouldContain("[-]certificate failed: no serving certificate from");

        webhook.WriteCertificate();
        await webhook.ReadyAsync();
        (await Review.SendAsync(http, Review.OfPod(null))).GetProperty("allowed").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Rotation_under_requests_fails_none_of_them()
    {
        await using var webhook = await WebhookUnderTest.StartAsync(
            api => api.Add("default", "net", "example.com/foo"));
        var seen = new ConcurrentDictionary<string, bool>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        HttpClient Connect() => webhook.Connect(onCertificate: serial => seen[serial] = true);
        var kept = KeepSendingAsync(Connect, perConnection: int.MaxValue, stop.Token);
        var renewed = KeepSendingAsync(Connect, perConnection: 1, stop.Token);

        for (var i = 0; i < 10; i++)
        {
            var serial = webhook.Certificates.Current!.SerialNumber;
            webhook.WriteCertificate();
            await Eventually.HoldsAsync(
                () => webhook.Certificates.Current!.SerialNumber != serial, "the new certificate");
            var now = webhook.Certificates.Current!.SerialNumber;
            await Eventually.HoldsAsync(() => seen.ContainsKey(now), "a connection with the new certificate");
        }

        await stop.CancelAsync();
        (await kept).ShouldBeGreaterThan(0);
        (await renewed).ShouldBeGreaterThan(10);
        seen.Count.ShouldBeGreaterThanOrEqualTo(10);
    }

    [Fact]
    public async Task A_mounted_secret_changes_by_a_swap_of_links()
    {
        await using var webhook = await WebhookUnderTest.StartAsync(withCertificate: false);
        var mount = webhook.CertificateDirectory;
        Directory.CreateSymbolicLink(Path.Combine(mount, "..data"), "..first");
        File.CreateSymbolicLink(Path.Combine(mount, "tls.crt"), "..data/tls.crt");
        File.CreateSymbolicLink(Path.Combine(mount, "tls.key"), "..data/tls.key");
        WriteVersion(webhook, "..first");
        await Eventually.HoldsAsync(() => webhook.Certificates.Current is not null, "the first certificate");
        var first = webhook.Certificates.Current!.SerialNumber;

        WriteVersion(webhook, "..second");
        Directory.CreateSymbolicLink(Path.Combine(mount, "..data_tmp"), "..second");
        Syscall.Rename(Path.Combine(mount, "..data_tmp"), Path.Combine(mount, "..data"));

        await Eventually.HoldsAsync(
            () => webhook.Certificates.Current!.SerialNumber != first, "the second certificate");
    }

    public static TheoryData<string> BadPairs => ["garbage", "empty", "other key", "expired", "not yet valid", "gone"];

    [Theory]
    [MemberData(nameof(BadPairs))]
    public async Task A_bad_new_pair_keeps_the_old_one_serving(string kind)
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        var serial = webhook.Certificates.Current!.SerialNumber;

        Spoil(webhook, kind);
        webhook.Certificates.Refresh();

        webhook.Certificates.Current!.SerialNumber.ShouldBe(serial);
        using var http = webhook.Connect();
        (await Review.SendAsync(http, Review.OfPod(null))).GetProperty("allowed").GetBoolean().ShouldBeTrue();
        var (status, text) = await webhook.ReadinessAsync();
        status.ShouldBe(HttpStatusCode.OK);
        text.ShouldContain($"[+]certificate ok: serial {serial} stays in use until ");
    }

    [Theory]
    [MemberData(nameof(BadPairs))]
    public async Task After_a_bad_pair_a_good_one_is_taken(string kind)
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        var serial = webhook.Certificates.Current!.SerialNumber;
        Spoil(webhook, kind);
        webhook.Certificates.Refresh();

        webhook.WriteCertificate();

        await Eventually.HoldsAsync(() => webhook.Certificates.Current!.SerialNumber != serial, "the new certificate");
    }

    [Theory]
    [InlineData(SslProtocols.Tls12, true)]
    [InlineData(SslProtocols.Tls13, true)]
#pragma warning disable CA5397, SYSLIB0039 // That the old versions are refused is the point.
    [InlineData(SslProtocols.Tls11, false)]
    [InlineData(SslProtocols.Tls, false)]
#pragma warning restore CA5397, SYSLIB0039
    public async Task Only_TLS_1_2_and_later_is_spoken(SslProtocols protocol, bool accepted)
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, webhook.Address.Port, TestContext.Current.CancellationToken);
        await using var tls = new SslStream(tcp.GetStream(), false, (_, certificate, _, _) => certificate is not null);

        var handshake = () => tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = "127.0.0.1", EnabledSslProtocols = protocol },
            TestContext.Current.CancellationToken);

        if (accepted)
        {
            await handshake();
            tls.SslProtocol.ShouldBe(protocol);
            return;
        }

        (await Record.ExceptionAsync(handshake)).ShouldBeAssignableTo<Exception>();
    }

    [Theory]
    [InlineData("474554202f20485454502f312e310d0a0d0a")]
    [InlineData("15030100020246")]
    [InlineData("160301000401000000")]
    [InlineData("ffffffffffffffffffffffffffffffff")]
    public async Task A_client_without_TLS_does_not_disturb_others(string noise)
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, webhook.Address.Port, TestContext.Current.CancellationToken);
        await tcp.GetStream().WriteAsync(Convert.FromHexString(noise), TestContext.Current.CancellationToken);
        tcp.Client.Shutdown(SocketShutdown.Send);
        var rest = new MemoryStream();
        await Record.ExceptionAsync(() => tcp.GetStream().CopyToAsync(rest, TestContext.Current.CancellationToken));

        using var http = webhook.Connect();
        (await Review.SendAsync(http, Review.OfPod(null))).GetProperty("allowed").GetBoolean().ShouldBeTrue();
    }

    private static void WriteVersion(WebhookUnderTest webhook, string version)
    {
        var folder = Directory.CreateDirectory(Path.Combine(webhook.CertificateDirectory, version)).FullName;
        var pair = webhook.Authority.IssueServing(["127.0.0.1"], TimeSpan.FromHours(1));
        File.WriteAllText(Path.Combine(folder, "tls.crt"), pair.CertificatePem);
        File.WriteAllText(Path.Combine(folder, "tls.key"), pair.PrivateKeyPem);
    }

    private static void Spoil(WebhookUnderTest webhook, string kind)
    {
        var first = webhook.Authority.IssueServing(["127.0.0.1"], TimeSpan.FromHours(1));
        var second = webhook.Authority.IssueServing(["127.0.0.1"], TimeSpan.FromHours(1));
        switch (kind)
        {
            case "garbage":
                webhook.WriteCertificate("not PEM", "not PEM");
                break;
            case "empty":
                webhook.WriteCertificate("", "");
                break;
            case "other key":
                webhook.WriteCertificate(first.CertificatePem, second.PrivateKeyPem);
                break;
            case "expired":
                webhook.WriteCertificate(TimeSpan.FromMinutes(-1));
                break;
            case "not yet valid":
                var (certificate, key) = SelfSigned.Pair(
                    DateTimeOffset.UtcNow.AddHours(1), DateTimeOffset.UtcNow.AddHours(2));
                webhook.WriteCertificate(certificate, key);
                break;
            default:
                File.Delete(Path.Combine(webhook.CertificateDirectory, "tls.crt"));
                break;
        }
    }

    /// <summary>Sends reviews until cancelled; throws on any failure.</summary>
    private static async Task<int> KeepSendingAsync(
        Func<HttpClient> connect, int perConnection, CancellationToken stop)
    {
        var sent = 0;
        while (!stop.IsCancellationRequested)
        {
            using var http = connect();
            for (var i = 0; i < perConnection && !stop.IsCancellationRequested; i++, sent++)
            {
                (await Review.SendAsync(http, Review.OfPod("net"))).GetProperty("allowed").GetBoolean().ShouldBeTrue();
            }
        }

        return sent;
    }
}
