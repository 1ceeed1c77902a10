using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;

namespace Ramus.Webhook.Certificates;

/// <summary>Reads the TLS settings by the names that Kubernetes' programs use.</summary>
internal static class TlsText
{
    /// <summary>Those with forward secrecy and authenticated encryption; all others are insecure.</summary>
    private static readonly TlsCipherSuite[] Accepted =
    [
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256,
    ];

    private static readonly string[] Curves = ["X25519", "P-256", "P-384", "P-521", "X25519MLKEM768"];

    /// <exception cref="FormatException">No version that is spoken.</exception>
    public static SslProtocols Version(string value) => value.Trim() switch
    {
        "" or "VersionTLS12" => SslProtocols.Tls12,
        "VersionTLS13" => SslProtocols.Tls13,
        _ => throw new FormatException("is neither VersionTLS12 nor VersionTLS13"),
    };

    /// <summary>The name that <see cref="Version"/> reads.</summary>
    public static string Write(SslProtocols version) =>
        version == SslProtocols.Tls13 ? "VersionTLS13" : "VersionTLS12";

    /// <exception cref="FormatException">An unknown or insecure suite.</exception>
    public static IReadOnlyList<TlsCipherSuite> CipherSuites(string value) =>
        string.IsNullOrWhiteSpace(value) ? [] : [.. value.Split(',', StringSplitOptions.TrimEntries).Select(Suite)];

    /// <summary>
    /// .NET leaves the curves to OpenSSL: what asks for others would be silently ignored, so it is refused.
    /// </summary>
    /// <exception cref="FormatException">Anything but an empty list.</exception>
    public static bool RefuseCurves(string value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return false;
        }

        var wrong = value.Split(',', StringSplitOptions.TrimEntries).FirstOrDefault(static curve => !IsCurve(curve));
        throw new FormatException(wrong is null
            ? "cannot be honoured: this platform chooses the curves itself; leave it empty"
            : $"holds '{wrong}', which is no curve");
    }

    private static bool IsCurve(string curve) =>
        Curves.Contains(curve, StringComparer.OrdinalIgnoreCase)
        || ushort.TryParse(curve, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static TlsCipherSuite Suite(string name)
    {
        // The name that Go had first.
        var full = name.EndsWith("_POLY1305", StringComparison.Ordinal) ? $"{name}_SHA256" : name;
        var index = Array.FindIndex(Accepted, suite => suite.ToString() == full);
        return index >= 0
            ? Accepted[index]
            : throw new FormatException($"holds '{name}', which is unknown or insecure; known are "
                + string.Join(", ", Accepted));
    }
}
