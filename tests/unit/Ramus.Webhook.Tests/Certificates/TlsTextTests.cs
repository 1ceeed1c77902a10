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
    [InlineData("TLS_RSA_WITH_AES_256_GCM_SHA384")]
    [InlineData("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256")]
    [InlineData("TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA")]
    [InlineData("TLS_NULL_WITH_NULL_NULL")]
    public void An_insecure_suite_is_called_insecure(string suite)
    {
        var message = Should.Throw<FormatException>(() => TlsText.CipherSuites(suite)).Message;

        message.ShouldStartWith("is insecure: ");
        message.ShouldContain("use one of TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, ");
        Should.Throw<FormatException>(() => TlsText.CipherSuites($"TLS_AES_128_GCM_SHA256,{suite}")).Message
            .ShouldStartWith($"contains '{suite}', which is insecure: ");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("ECDHE-RSA-AES128-GCM-SHA256")]
    [InlineData("tls_aes_128_gcm_sha256")]
    [InlineData("TLS_AES_128_GCM_SHA257")]
    [InlineData("4865")]
    [InlineData("TLS_AES_128_GCM_SHA256 TLS_AES_256_GCM_SHA384")]
    public void An_unknown_suite_is_called_unknown(string suite)
    {
        var message = Should.Throw<FormatException>(() => TlsText.CipherSuites(suite)).Message;

        message.ShouldStartWith("is not the name of a cipher suite ");
        message.ShouldContain("use one of TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, ");
        Should.Throw<FormatException>(() => TlsText.CipherSuites($"{suite},TLS_AES_128_GCM_SHA256")).Message
            .ShouldStartWith($"contains '{suite}', which is not the name of a cipher suite ");
    }

    [Theory]
    [InlineData("TLS_AES_128_GCM_SHA256,")]
    [InlineData(",TLS_AES_128_GCM_SHA256")]
    [InlineData("TLS_AES_128_GCM_SHA256,,TLS_AES_256_GCM_SHA384")]
    [InlineData(",")]
    [InlineData("TLS_AES_128_GCM_SHA256, ,nonsense")]
    public void An_empty_entry_is_called_empty(string suites) =>
        Should.Throw<FormatException>(() => TlsText.CipherSuites(suites)).Message
            .ShouldBe("has an empty entry; remove the extra comma");

    [Theory]
    [InlineData("29")]
    [InlineData("23, 24,25,4588")]
    [InlineData("X25519")]
    [InlineData("9999")]
    public void Curves_can_not_be_honoured(string text) =>
        Should.Throw<FormatException>(() => TlsText.RefuseCurves(text)).Message.ShouldContain("cannot be applied");

    [Theory]
    [InlineData("70000", "70000")]
    [InlineData("-1", "-1")]
    [InlineData("29,70000", "70000")]
    public void An_unknown_curve_is_named(string text, string wrong) =>
        Should.Throw<FormatException>(() => TlsText.RefuseCurves(text)).Message
            .ShouldBe(text == wrong ? "is not a known curve" : $"contains '{wrong}', which is not a known curve");

    [Theory]
    [InlineData("29,")]
    [InlineData("29,,23")]
    public void An_empty_curve_is_called_empty(string curves) =>
        Should.Throw<FormatException>(() => TlsText.RefuseCurves(curves)).Message
            .ShouldBe("has an empty entry; remove the extra comma");
}
