using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using Ramus.Contract.Admission;
using Ramus.Contract.Policy;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Logging;

namespace Ramus.Webhook.Options;

/// <summary>The settings of the program; the initialisers are the defaults.</summary>
internal sealed record WebhookOptions
{
    /// <summary>The address of all servers. Null: all addresses, IPv4 and IPv6.</summary>
    public IPAddress? BindAddress { get; init; }

    public int Port { get; init; } = 9443;

    public int HealthPort { get; init; } = 8082;

    public int PrometheusPort { get; init; } = 9082;

    public string CertificateDirectory { get; init; } = "/etc/ramus-webhook/tls";

    /// <summary>
    /// The Secret of <see cref="CertificateDirectory"/>, which is read until the directory has its files.
    /// </summary>
    public string CertificateSecret { get; init; } = Installation.WebhookSecret;

    public TimeSpan CertificatePoll { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long to keep serving after SIGTERM: API servers learn late that an endpoint is gone.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The timeout for reading a network that is not in the cache.</summary>
    public TimeSpan LookupTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The timeout for one review; less than the timeoutSeconds of the webhook configuration.</summary>
    public TimeSpan ReviewTimeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>The namespace of this program; its pods are not checked.</summary>
    public string OwnNamespace { get; init; } = Installation.Namespace;

    public IReadOnlyList<string> ExemptNamespaces { get; init; } = ["kube-system"];

    /// <summary>The namespace of a default network that is selected without a namespace, as on the node.</summary>
    public string MultusNamespace { get; init; } = "kube-system";

    /// <summary>The policy for networks; when the file does not exist, the policy forbids nothing.</summary>
    public string PolicyFile { get; init; } = Installation.PolicyFile;

    /// <summary>
    /// The networks that pods may use by Multus' namespace isolation; the policy may restrict them further.
    /// </summary>
    public NetworkUse Isolation { get; init; } = NetworkUse.OfSettings(namespaceIsolation: false, "default");

    /// <summary>The minimum TLS version.</summary>
    public SslProtocols TlsMinimum { get; init; } = SslProtocols.Tls12;

    /// <summary>The TLS cipher suites. Empty: the platform's.</summary>
    public IReadOnlyList<TlsCipherSuite> CipherSuites { get; init; } = [];

    /// <summary>The file with CA certificates to verify callers with. Empty: callers need no certificate.</summary>
    public string ClientCaFile { get; init; } = "";

    /// <summary>The annotations of networks that name a device resource.</summary>
    public IReadOnlyList<string> ResourceNameKeys { get; init; } = [Annotations.ResourceName];

    /// <summary>The injection settings without a ConfigMap.</summary>
    public InjectionSettings Injection { get; init; } = InjectionSettings.Default;

    /// <summary>The ConfigMap with the settings, in the namespace of this program.</summary>
    public string SettingsName { get; init; } = Installation.Webhook;

    /// <summary>The kubeconfig file. Null: the pod's service account.</summary>
    public string? Kubeconfig { get; init; }

    public LogSettings Log { get; init; } = new();

    public bool IsExempt(string @namespace) =>
        @namespace == OwnNamespace || ExemptNamespaces.Contains(@namespace, StringComparer.Ordinal);
}
