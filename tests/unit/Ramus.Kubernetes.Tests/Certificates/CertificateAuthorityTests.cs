using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using Ramus.Kubernetes.Certificates;

namespace Ramus.Kubernetes.Tests.Certificates;

public sealed class CertificateAuthorityTests : IDisposable
{
    private static readonly string[] Names = ["ramus-webhook.ramus-system.svc", "ramus-webhook", "10.0.0.7"];

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly CertificateAuthority ca;
    private readonly ServingCertificate serving;

    public CertificateAuthorityTests()
    {
        ca = CertificateAuthority.Create("ramus", TimeSpan.FromDays(90), time);
        serving = ca.IssueServing(Names, TimeSpan.FromDays(90));
    }

    public void Dispose() => ca.Dispose();

    [Fact]
    public void A_fresh_certificate_is_usable_and_renewed_after_two_thirds_of_its_life()
    {
        var state = Judge(ca.CertificatePem, serving);

        state.Defect.ShouldBeNull();
        state.RenewAt.ShouldBeInRange(time.GetUtcNow().AddDays(59.9), time.GetUtcNow().AddDays(60.1));
        using var pair = CertificatePair.Load(serving);
        pair.HasPrivateKey.ShouldBeTrue();
        pair.MatchesHostname("ramus-webhook.ramus-system.svc").ShouldBeTrue();
        pair.GetECDsaPublicKey()!.KeySize.ShouldBe(256);
    }

    [Fact]
    public void A_certificate_is_valid_from_the_recent_past_for_clocks_that_are_behind()
    {
        Judge(ca.CertificatePem, serving).NotBefore.ShouldBe(time.GetUtcNow().AddMinutes(-5));
    }

    [Fact]
    public void An_authority_survives_its_pem()
    {
        using var again = CertificateAuthority.Load(ca.CertificatePem, ca.PrivateKeyPem, time);

        Judge(ca.CertificatePem, again.IssueServing(Names, TimeSpan.FromDays(1))).Defect.ShouldBeNull();
    }

    [Fact]
    public void A_bundle_of_two_authorities_accepts_certificates_of_both()
    {
        using var next = CertificateAuthority.Create("ramus", TimeSpan.FromDays(90), time);
        var bundle = next.CertificatePem + ca.CertificatePem;

        Judge(bundle, serving).Defect.ShouldBeNull();
        Judge(bundle, next.IssueServing(Names, TimeSpan.FromDays(1))).Defect.ShouldBeNull();
    }

    [Fact]
    public void Every_defect_is_named()
    {
        using var stranger = CertificateAuthority.Create("ramus", TimeSpan.FromDays(90), time);
        var other = ca.IssueServing(["other"], TimeSpan.FromDays(1));

        Judge(stranger.CertificatePem, serving).Defect.ShouldNotBeNull()
            .ShouldStartWith("the certificate is not signed by ca.crt");
        Judge(ca.CertificatePem, other).Defect
            .ShouldBe("the certificate does not have the name ramus-webhook.ramus-system.svc");
        Judge(ca.CertificatePem, serving with { PrivateKeyPem = other.PrivateKeyPem }).Defect.ShouldNotBeNull()
            .ShouldStartWith("tls.crt and tls.key are not a PEM certificate with its key");
        Judge(ca.CertificatePem, serving with { CertificatePem = "rubbish" }).Defect.ShouldNotBeNull();
        Judge("", serving).Defect.ShouldBe("ca.crt, tls.crt or tls.key is missing");
        time.Advance(TimeSpan.FromDays(91));
        Judge(ca.CertificatePem, serving).Defect.ShouldNotBeNull()
            .ShouldStartWith("the certificate is valid only from");
    }

    private CertificateState Judge(string bundle, ServingCertificate serving) =>
        CertificateState.Judge(bundle, serving.CertificatePem, serving.PrivateKeyPem, Names, time);
}
