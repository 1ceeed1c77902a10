using System.CommandLine;
using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using Ramus.Contract.Admission;
using Ramus.Contract.Policy;
using Ramus.Kubernetes.Logging;
using Ramus.Kubernetes.Options;
using Ramus.Webhook.Certificates;
using Ramus.Webhook.Options;

namespace Ramus.Webhook.Hosting;

/// <summary>The command line of ramus-webhook.</summary>
internal static class WebhookCommand
{
    private static readonly WebhookOptions Defaults = new();

    private static readonly ValueKind<TimeSpan> Time =
        ValueKinds.Duration(TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1));

    private static readonly ProgramOption<IPAddress?> BindAddress = new(
        "--bind-address", "The address on which all servers listen. Empty: all addresses.", ValueKinds.Address,
        Defaults.BindAddress);

    private static readonly ProgramOption<int> Port = new(
        "--port", "The HTTPS port of the admission webhook.", ValueKinds.Port, Defaults.Port);

    private static readonly ProgramOption<int> HealthPort = SharedOptions.HealthPort(Defaults.HealthPort);

    private static readonly ProgramOption<int> PrometheusPort =
        SharedOptions.PrometheusPort(Defaults.PrometheusPort);

    private static readonly ProgramOption<string> CertificateDirectory = new(
        "--certificate-directory", "The directory of tls.crt and tls.key, which may appear later.",
        ValueKinds.RequiredText("DIR"),
        Defaults.CertificateDirectory);

    private static readonly ProgramOption<string> CertificateSecret = new(
        "--certificate-secret",
        "The Secret of this namespace that --certificate-directory mounts; it is read until the files are there.",
        ValueKinds.RequiredText("NAME"), Defaults.CertificateSecret);

    private static readonly ProgramOption<TimeSpan> CertificatePoll = new(
        "--certificate-poll", "The interval at which tls.crt, tls.key and the policy file are read.", Time,
        Defaults.CertificatePoll);

    private static readonly ProgramOption<TimeSpan> Drain = new(
        "--drain", "How long to keep serving after SIGTERM, while not ready.",
        ValueKinds.Duration(TimeSpan.Zero, TimeSpan.FromHours(1)), Defaults.Drain);

    private static readonly ProgramOption<TimeSpan> LookupTimeout = new(
        "--lookup-timeout", "The timeout for reading a network that is not in the cache.", Time,
        Defaults.LookupTimeout);

    private static readonly ProgramOption<TimeSpan> ReviewTimeout = new(
        "--review-timeout", "The timeout for one review; must be less than the webhook's timeoutSeconds.", Time,
        Defaults.ReviewTimeout);

    private static readonly ProgramOption<string> OwnNamespace = new(
        "--own-namespace", "The namespace of this program; its pods are not checked.", ValueKinds.RequiredText("NAME"),
        ServiceAccount.Namespace ?? Defaults.OwnNamespace);

    private static readonly ProgramOption<IReadOnlyList<string>> ExemptNamespaces = new(
        "--exempt-namespaces", "Further namespaces that are not checked, separated by commas.",
        ValueKinds.List("NAMES"), Defaults.ExemptNamespaces);

    private static readonly ProgramOption<string> PolicyFile = new(
        "--policy-file", "The policy for networks. Reloaded when it changes; the file may be missing.",
        ValueKinds.RequiredText("FILE"), Defaults.PolicyFile);

    private static readonly ProgramOption<string> SettingsName = new(
        "--settings-name",
        "The ConfigMap of this namespace with config.json. If it is missing, the ConfigMap nri-control-switches is "
        + "used.",
        ValueKinds.RequiredText("NAME"), Defaults.SettingsName);

    private static readonly ProgramOption<IReadOnlyList<string>> ResourceNameKeys = new(
        "--resource-name-keys", "The annotations of networks that name a device resource, separated by commas.",
        new ValueKind<IReadOnlyList<string>>("KEYS", ReadKeys, static keys => string.Join(',', keys)),
        Defaults.ResourceNameKeys);

    private static readonly ProgramOption<bool> HugePageFiles = new(
        "--huge-page-files", "Mount the pod's huge pages as files. The settings override this.", ValueKinds.Flag,
        Defaults.Injection.HugePageFiles);

    private static readonly ProgramOption<bool> HonorExistingResources = new(
        "--honor-existing-resources",
        "Add the networks' devices to a pod's own requests instead of only raising the requests to the needed "
        + "number. The settings override this.",
        ValueKinds.Flag, Defaults.Injection.HonorExistingResources);

    private static readonly ProgramOption<SslProtocols> TlsMinimum = new(
        "--tls-min-version", "The minimum TLS version: VersionTLS12 or VersionTLS13.",
        new ValueKind<SslProtocols>("VERSION", TlsText.Version, TlsText.Write), Defaults.TlsMinimum);

    private static readonly ProgramOption<IReadOnlyList<TlsCipherSuite>> CipherSuites = new(
        "--tls-cipher-suites",
        "Cipher suites with the names of kube-apiserver, separated by commas. Empty: the platform's.",
        new ValueKind<IReadOnlyList<TlsCipherSuite>>(
            "SUITES", TlsText.CipherSuites, static suites => string.Join(',', suites)),
        Defaults.CipherSuites);

    private static readonly ProgramOption<bool> CurvePreferences = new(
        "--tls-curve-preferences", "Must be empty: the platform chooses the curves.",
        new ValueKind<bool>("CURVES", TlsText.RefuseCurves, static _ => ""), false);

    private static readonly ProgramOption<string> ClientCa = new(
        "--client-ca", "A file with CA certificates to verify callers with. Empty: callers need no certificate.",
        ValueKinds.Text("FILE"), Defaults.ClientCaFile);

    /// <summary>The root command; <paramref name="run"/> gets the options and returns the exit code.</summary>
    public static RootCommand Build(
        Func<WebhookOptions, CancellationToken, Task<int>> run, Func<string, string?>? environment = null) =>
        new RootCommand(
            "The admission webhook: adds the device requests that a pod's networks need, and refuses invalid networks "
            + "and pods that select missing networks. " + SharedOptions.EnvironmentNote)
            .With(
                [
                    BindAddress, Port, HealthPort, PrometheusPort, CertificateDirectory, CertificateSecret,
                    CertificatePoll, Drain,
                    LookupTimeout, ReviewTimeout, OwnNamespace, ExemptNamespaces, SharedOptions.MultusNamespace,
                    PolicyFile, SharedOptions.NamespaceIsolation, SharedOptions.GlobalNamespaces,
                    SettingsName, ResourceNameKeys, HugePageFiles, HonorExistingResources, TlsMinimum, CipherSuites,
                    CurvePreferences, ClientCa, SharedOptions.Kubeconfig, .. LogSettings.Options,
                ],
                (values, cancellationToken) => run(Read(values), cancellationToken),
                static values => WhyOne(values, Port, HealthPort) ?? WhyOne(values, Port, PrometheusPort)
                    ?? WhyOne(values, HealthPort, PrometheusPort),
                environment);

    private static string? WhyOne(OptionValues values, ProgramOption<int> one, ProgramOption<int> other) =>
        values.Get(one) is not 0 and var port && port == values.Get(other)
            ? $"{one.Name} and {other.Name} are both {port}; choose different ports"
            : null;

    private static WebhookOptions Read(OptionValues values) => new()
    {
        BindAddress = values.Get(BindAddress),
        Port = values.Get(Port),
        HealthPort = values.Get(HealthPort),
        PrometheusPort = values.Get(PrometheusPort),
        CertificateDirectory = values.Get(CertificateDirectory),
        CertificateSecret = values.Get(CertificateSecret),
        CertificatePoll = values.Get(CertificatePoll),
        Drain = values.Get(Drain),
        LookupTimeout = values.Get(LookupTimeout),
        ReviewTimeout = values.Get(ReviewTimeout),
        OwnNamespace = values.Get(OwnNamespace),
        ExemptNamespaces = values.Get(ExemptNamespaces),
        MultusNamespace = values.Get(SharedOptions.MultusNamespace),
        PolicyFile = values.Get(PolicyFile),
        Isolation = NetworkUse.OfSettings(
            values.Get(SharedOptions.NamespaceIsolation), values.Get(SharedOptions.GlobalNamespaces)),
        SettingsName = values.Get(SettingsName),
        ResourceNameKeys = values.Get(ResourceNameKeys),
        Injection = InjectionSettings.Default with
        {
            HugePageFiles = values.Get(HugePageFiles),
            HonorExistingResources = values.Get(HonorExistingResources),
        },
        TlsMinimum = values.Get(TlsMinimum),
        CipherSuites = values.Get(CipherSuites),
        ClientCaFile = values.Get(ClientCa),
        Kubeconfig = values.GetOrNull(SharedOptions.Kubeconfig),
        Log = LogSettings.Read(values),
    };

    private static string[] ReadKeys(string value)
    {
        var keys = value.Split(',', StringSplitOptions.TrimEntries);
        return keys.All(static key => key.Length > 0)
            ? keys
            : throw new FormatException("has an empty key; write annotations such as k8s.v1.cni.cncf.io/resourceName");
    }
}
