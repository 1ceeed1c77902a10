using System.Net.Security;
using System.Security.Authentication;
using Ramus.Webhook.Certificates;

namespace Ramus.Webhook.Tests.Certificates;

public sealed class TlsTextTests
{
    [Theory]
    [InlineData("VersionTLS12", SslProtocols.Tls12)]
    [InlineData("VersionTLS13", SslProtocols.Tls13)]
    [InlineData(" VersionTLS13 ", SslProtocols.Tls13)]
    [InlineData("", SslProtocols.Tls12)]
    [InlineData("  ", SslProtocols.Tls12)]
    public void A_version_is_read_by_the_name_that_Kubernetes_has_for_it(string text, SslProtocols expected) =>
        TlsText.Version(text).ShouldBe(expected);

    [Theory]
    [InlineData("VersionTLS10")]
    [InlineData("VersionTLS11")]
    [InlineData("VersionTLS99")]
    public void Another_version_is_refused(string text) =>
        Should.Throw<FormatException>(() => TlsText.Version(text));

    [Theory]
    [InlineData("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256)]
    [InlineData("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384)]
    [InlineData(
        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256)]
    [InlineData("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256)]
    [InlineData("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384)]
    [InlineData(
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", TlsCipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256)]
    [InlineData("TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305", TlsCipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256)]
    [InlineData("TLS_AES_128_GCM_SHA256", TlsCipherSuite.TLS_AES_128_GCM_SHA256)]
    [InlineData("TLS_AES_256_GCM_SHA384", TlsCipherSuite.TLS_AES_256_GCM_SHA384)]
    [InlineData(" TLS_CHACHA20_POLY1305_SHA256 ", TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256)]
    public void A_suite_is_read_by_its_name(string text, TlsCipherSuite expected) =>
        TlsText.CipherSuites(text).ShouldBe([expected]);

    [Fact]
    public void Several_suites_keep_their_order() =>
        TlsText.CipherSuites("TLS_AES_256_GCM_SHA384, TLS_AES_128_GCM_SHA256")
            .ShouldBe([TlsCipherSuite.TLS_AES_256_GCM_SHA384, TlsCipherSuite.TLS_AES_128_GCM_SHA256]);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public void Nothing_leaves_the_choice_to_the_platform(string text)
    {
        TlsText.CipherSuites(text).ShouldBeEmpty();
        TlsText.RefuseCurves(text).ShouldBeFalse();
    }

    [Theory]
    [InlineData("TLS_RSA_WITH_AES_128_CBC_SHA")]
    [InlineData("TLS_RSA_WITH_RC4_128_SHA")]
    [InlineData("nonsense")]
    [InlineData("TLS_AES_128_GCM_SHA256,")]
    public void Insecure_and_unknown_suites_are_refused(string text) =>
        Should.Throw<FormatException>(() => TlsText.CipherSuites(text)).Message.ShouldContain("unknown or insecure");

    [Theory]
    [InlineData("29")]
    [InlineData("23, 24,25,4588")]
    [InlineData("X25519")]
    [InlineData("9999")]
    public void Curves_can_not_be_honoured(string text) =>
        Should.Throw<FormatException>(() => TlsText.RefuseCurves(text)).Message.ShouldContain("cannot be honoured");

    [Theory]
    [InlineData("70000", "70000")]
    [InlineData("-1", "-1")]
    [InlineData("29,", "")]
    [InlineData("29,,23", "")]
    public void What_is_no_curve_is_named(string text, string wrong) =>
        Should.Throw<FormatException>(() => TlsText.RefuseCurves(text)).Message
            .ShouldContain($"holds '{wrong}', which is no curve");
}
