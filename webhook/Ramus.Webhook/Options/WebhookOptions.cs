using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using Ramus.Contract.Admission;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Logging;

namespace Ramus.Webhook.Options;

/// <summary>All settings of the program; the initialisers are the defaults.</summary>
internal sealed record WebhookOptions
{
    /// <summary>Null: all addresses, IPv4 and IPv6.</summary>
    public IPAddress? BindAddress { get; init; }

    public int Port { get; init; } = 9443;

    public int HealthPort { get; init; } = 8082;

    public int PrometheusPort { get; init; } = 9082;

    public string CertificateDirectory { get; init; } = "/etc/ramus-webhook/tls";

    public TimeSpan CertificatePoll { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long to serve on after SIGTERM: API servers learn late that an endpoint is gone.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For one live read of a network that the cache does not have yet.</summary>
    public TimeSpan LookupTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>For one whole review; below the timeoutSeconds of the webhook configuration.</summary>
    public TimeSpan ReviewTimeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>The namespace of this program, whose pods are let through unread.</summary>
    public string OwnNamespace { get; init; } = Installation.Namespace;

    public IReadOnlyList<string> ExemptNamespaces { get; init; } = ["kube-system"];

    /// <summary>Where a default-network annotation without a namespace looks, as on the node.</summary>
    public string MultusNamespace { get; init; } = "kube-system";

    /// <summary>The policy for networks; where there is no such file, nothing is forbidden.</summary>
    public string PolicyFile { get; init; } = Installation.PolicyFile;

    /// <summary>The oldest version of TLS that is spoken.</summary>
    public SslProtocols TlsMinimum { get; init; } = SslProtocols.Tls12;

    /// <summary>Empty: those of the platform.</summary>
    public IReadOnlyList<TlsCipherSuite> CipherSuites { get; init; } = [];

    /// <summary>Callers must have a certificate by an authority of this file; empty: none is asked for.</summary>
    public string ClientCaFile { get; init; } = "";

    /// <summary>Annotations of networks that name a device resource.</summary>
    public IReadOnlyList<string> ResourceNameKeys { get; init; } = [Annotations.ResourceName];

    /// <summary>What is injected as long as no ConfigMap says otherwise.</summary>
    public InjectionSettings Injection { get; init; } = InjectionSettings.Default;

    /// <summary>The ConfigMap of the settings, in our own namespace.</summary>
    public string SettingsName { get; init; } = Installation.Webhook;

    /// <summary>Null: the pod's service account.</summary>
    public string? Kubeconfig { get; init; }

    public LogSettings Log { get; init; } = new();

    public bool IsExempt(string @namespace) =>
        @namespace == OwnNamespace || ExemptNamespaces.Contains(@namespace, StringComparer.Ordinal);
}
