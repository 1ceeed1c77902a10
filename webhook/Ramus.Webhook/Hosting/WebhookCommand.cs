using System.CommandLine;
using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using Ramus.Contract.Admission;
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
        "--bind-address", "Address that all servers listen on; empty: all.", ValueKinds.Address, Defaults.BindAddress);

    private static readonly ProgramOption<int> Port = new(
        "--port", "HTTPS port of the admission webhook.", ValueKinds.Port, Defaults.Port);

    private static readonly ProgramOption<int> HealthPort = SharedOptions.HealthPort(Defaults.HealthPort);

    private static readonly ProgramOption<int> PrometheusPort =
        SharedOptions.PrometheusPort(Defaults.PrometheusPort);

    private static readonly ProgramOption<string> CertificateDirectory = new(
        "--certificate-directory", "Where tls.crt and tls.key are or will be.", ValueKinds.RequiredText("DIR"),
        Defaults.CertificateDirectory);

    private static readonly ProgramOption<TimeSpan> CertificatePoll = new(
        "--certificate-poll", "How often they are read again.", Time, Defaults.CertificatePoll);

    private static readonly ProgramOption<TimeSpan> Drain = new(
        "--drain", "How long to serve on, not ready, after SIGTERM.",
        ValueKinds.Duration(TimeSpan.Zero, TimeSpan.FromHours(1)), Defaults.Drain);

    private static readonly ProgramOption<TimeSpan> LookupTimeout = new(
        "--lookup-timeout", "Limit of one live read of a network that is not in the cache.", Time,
        Defaults.LookupTimeout);

    private static readonly ProgramOption<TimeSpan> ReviewTimeout = new(
        "--review-timeout", "Limit of one review, below the webhook's timeoutSeconds.", Time, Defaults.ReviewTimeout);

    private static readonly ProgramOption<string> OwnNamespace = new(
        "--own-namespace", "Namespace of this program; its pods are let through.", ValueKinds.RequiredText("NAME"),
        ServiceAccount.Namespace ?? Defaults.OwnNamespace);

    private static readonly ProgramOption<IReadOnlyList<string>> ExemptNamespaces = new(
        "--exempt-namespaces", "Further namespaces that are let through, separated by commas.",
        ValueKinds.List("NAMES"), Defaults.ExemptNamespaces);

    private static readonly ProgramOption<string> MultusNamespace = new(
        "--multus-namespace", "Namespace of a default-network annotation that names none.",
        ValueKinds.RequiredText("NAME"), Defaults.MultusNamespace);

    private static readonly ProgramOption<string> PolicyFile = new(
        "--policy-file", "Policy for networks, read again when it changes; it may be missing.",
        ValueKinds.RequiredText("FILE"), Defaults.PolicyFile);

    private static readonly ProgramOption<string> SettingsName = new(
        "--settings-name", "ConfigMap of this namespace with config.json; else nri-control-switches.",
        ValueKinds.RequiredText("NAME"), Defaults.SettingsName);

    private static readonly ProgramOption<IReadOnlyList<string>> ResourceNameKeys = new(
        "--resource-name-keys", "Annotations of networks that name a device resource, separated by commas.",
        new ValueKind<IReadOnlyList<string>>("KEYS", ReadKeys, static keys => string.Join(',', keys)),
        Defaults.ResourceNameKeys);

    private static readonly ProgramOption<bool> HugePageFiles = new(
        "--huge-page-files", "Huge pages as files, unless the settings say otherwise.", ValueKinds.Flag,
        Defaults.Injection.HugePageFiles);

    private static readonly ProgramOption<bool> HonorExistingResources = new(
        "--honor-existing-resources", "Add to a pod's own requests, unless the settings say otherwise.",
        ValueKinds.Flag, Defaults.Injection.HonorExistingResources);

    private static readonly ProgramOption<SslProtocols> TlsMinimum = new(
        "--tls-min-version", "VersionTLS12 or VersionTLS13.",
        new ValueKind<SslProtocols>("VERSION", TlsText.Version, TlsText.Write), Defaults.TlsMinimum);

    private static readonly ProgramOption<IReadOnlyList<TlsCipherSuite>> CipherSuites = new(
        "--tls-cipher-suites", "Separated by commas, named as of kube-apiserver; empty: the platform's.",
        new ValueKind<IReadOnlyList<TlsCipherSuite>>(
            "SUITES", TlsText.CipherSuites, static suites => string.Join(',', suites)),
        Defaults.CipherSuites);

    private static readonly ProgramOption<bool> CurvePreferences = new(
        "--tls-curve-preferences", "Only empty: the platform chooses the curves.",
        new ValueKind<bool>("CURVES", TlsText.RefuseCurves, static _ => ""), false);

    private static readonly ProgramOption<string> ClientCa = new(
        "--client-ca", "Authorities whose certificates callers must have; empty: none is asked for.",
        ValueKinds.Text("FILE"), Defaults.ClientCaFile);

    /// <summary>The root command; <paramref name="run"/> gets the options and returns the exit status.</summary>
    public static RootCommand Build(
        Func<WebhookOptions, CancellationToken, Task<int>> run, Func<string, string?>? environment = null) =>
        new RootCommand(
            "Requests the devices that a pod's networks need, and refuses networks that cannot work, and pods that ask "
            + "for networks that are not there. " + SharedOptions.EnvironmentNote)
            .With(
                [
                    BindAddress, Port, HealthPort, PrometheusPort, CertificateDirectory, CertificatePoll, Drain,
                    LookupTimeout, ReviewTimeout, OwnNamespace, ExemptNamespaces, MultusNamespace, PolicyFile,
                    SettingsName, ResourceNameKeys, HugePageFiles, HonorExistingResources, TlsMinimum, CipherSuites,
                    CurvePreferences, ClientCa, SharedOptions.Kubeconfig, .. LogSettings.Options,
                ],
                (values, cancellationToken) => run(Read(values), cancellationToken),
                static values => WhyOne(values, Port, HealthPort) ?? WhyOne(values, Port, PrometheusPort)
                    ?? WhyOne(values, HealthPort, PrometheusPort),
                environment);

    private static string? WhyOne(OptionValues values, ProgramOption<int> one, ProgramOption<int> other) =>
        values.Get(one) is not 0 and var port && port == values.Get(other)
            ? $"{one.Name} and {other.Name} are both {port}; choose two"
            : null;

    private static WebhookOptions Read(OptionValues values) => new()
    {
        BindAddress = values.Get(BindAddress),
        Port = values.Get(Port),
        HealthPort = values.Get(HealthPort),
        PrometheusPort = values.Get(PrometheusPort),
        CertificateDirectory = values.Get(CertificateDirectory),
        CertificatePoll = values.Get(CertificatePoll),
        Drain = values.Get(Drain),
        LookupTimeout = values.Get(LookupTimeout),
        ReviewTimeout = values.Get(ReviewTimeout),
        OwnNamespace = values.Get(OwnNamespace),
        ExemptNamespaces = values.Get(ExemptNamespaces),
        MultusNamespace = values.Get(MultusNamespace),
        PolicyFile = values.Get(PolicyFile),
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
