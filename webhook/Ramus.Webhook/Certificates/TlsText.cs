using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;

namespace Ramus.Webhook.Certificates;

/// <summary>Reads the TLS settings with the names that the Kubernetes components use.</summary>
internal static class TlsText
{
    /// <summary>The suites with forward secrecy and authenticated encryption; all others are insecure.</summary>
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

    /// <exception cref="FormatException">The version is not supported.</exception>
    public static SslProtocols Version(string value) => value.Trim() switch
    {
        "" or "VersionTLS12" => SslProtocols.Tls12,
        "VersionTLS13" => SslProtocols.Tls13,
        _ => throw new FormatException("must be VersionTLS12 or VersionTLS13"),
    };

    /// <summary>The name that <see cref="Version"/> reads.</summary>
    public static string Write(SslProtocols version) =>
        version == SslProtocols.Tls13 ? "VersionTLS13" : "VersionTLS12";

    /// <exception cref="FormatException">An entry is empty, or a suite is unknown or insecure.</exception>
    public static IReadOnlyList<TlsCipherSuite> CipherSuites(string value) =>
        string.IsNullOrWhiteSpace(value) ? [] : [.. Entries(value).Select(name => Suite(name, value))];

    /// <summary>
    /// .NET leaves the choice of curves to OpenSSL. A list would be silently ignored, so it is refused.
    /// </summary>
    /// <exception cref="FormatException">The list is not empty.</exception>
    public static bool RefuseCurves(string value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return false;
        }

        var wrong = Entries(value).FirstOrDefault(static curve => !IsCurve(curve));
        throw new FormatException(wrong is null
            ? "cannot be applied: this platform chooses the curves itself; leave the list empty"
            : $"{About(wrong, value)}is not a known curve");
    }

    private static string[] Entries(string value)
    {
        var entries = value.Split(',', StringSplitOptions.TrimEntries);
        return entries.All(static entry => entry.Length > 0)
            ? entries
            : throw new FormatException("has an empty entry; remove the extra comma");
    }

    private static bool IsCurve(string curve) =>
        Curves.Contains(curve, StringComparer.OrdinalIgnoreCase)
        || ushort.TryParse(curve, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static TlsCipherSuite Suite(string name, string value)
    {
        // The first name of the suite in Go.
        var full = name.EndsWith("_POLY1305", StringComparison.Ordinal) ? $"{name}_SHA256" : name;
        var index = Array.FindIndex(Accepted, suite => suite.ToString() == full);
        return index >= 0 ? Accepted[index] : throw new FormatException($"{About(name, value)}{WhyRefused(full)}");
    }

    // The message begins with the whole value.
    private static string About(string entry, string value) =>
        value.Trim() == entry ? "" : $"contains '{entry}', which ";

    private static string WhyRefused(string name)
    {
        var possible = $"use one of {string.Join(", ", Accepted)}";

        // The enumeration has every suite that IANA has registered; a number is a text that it parses too.
        return name.StartsWith("TLS_", StringComparison.Ordinal) && Enum.TryParse<TlsCipherSuite>(name, out _)
            ? "is insecure: it lacks forward secrecy or authenticated encryption, or is not meant for servers "
                + $"with certificates; {possible}"
            : $"is not the name of a cipher suite (the names are those of kube-apiserver); {possible}";
    }
}
