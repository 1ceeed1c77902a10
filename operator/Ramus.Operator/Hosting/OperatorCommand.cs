using System.CommandLine;
using Ramus.Contract.Admission;
using Ramus.Contract.Policy;
using Ramus.Kubernetes.Leases;
using Ramus.Kubernetes.Logging;
using Ramus.Kubernetes.Options;
using Ramus.Operator.Lifecycle;
using Ramus.Operator.Migration;
using Ramus.Operator.Networks;
using Ramus.Operator.Webhook;

namespace Ramus.Operator.Hosting;

/// <summary>The command line of ramus-operator.</summary>
internal static class OperatorCommand
{
    private static readonly ValueKind<TimeSpan> LeaseTime =
        ValueKinds.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));

    private static readonly ProgramOption<string> Namespace = new(
        "--namespace", "The namespace of the operator and the webhook.", ValueKinds.RequiredText("NAME"),
        ServiceAccount.Namespace ?? Installation.Namespace)
    {
        FallbackVariable = "POD_NAMESPACE",
    };

    private static readonly ProgramOption<string> LeaseName = new(
        "--lease-name", "The Lease of the leader election.", ValueKinds.RequiredText("NAME"), "ramus-operator");

    private static readonly ProgramOption<string> Identity = new(
        "--identity", "This replica's name in the Lease. Empty: host name and a random suffix.",
        ValueKinds.Text("NAME"), "");

    private static readonly ProgramOption<TimeSpan> LeaseDuration = new(
        "--lease-duration", "How long standby replicas wait for a leader that no longer renews the Lease.", LeaseTime,
        TimeSpan.FromSeconds(10));

    private static readonly ProgramOption<TimeSpan> RenewDeadline = new(
        "--renew-deadline", "How long a leader tries to renew the Lease before it steps down.", LeaseTime,
        TimeSpan.FromSeconds(7));

    private static readonly ProgramOption<TimeSpan> RetryPeriod = new(
        "--retry-period", "Time between attempts to acquire or renew the Lease.", LeaseTime, TimeSpan.FromSeconds(2));

    private static readonly ProgramOption<bool> ManageWebhook = new(
        "--manage-webhook", "Manage the webhook's certificate and its registrations.", ValueKinds.Flag, true);

    private static readonly ProgramOption<string> WebhookService = new(
        "--webhook-service", "The webhook's Service.", ValueKinds.RequiredText("NAME"), Installation.Webhook);

    private static readonly ProgramOption<string> WebhookSecret = new(
        "--webhook-secret", "The Secret for the webhook's certificates.", ValueKinds.RequiredText("NAME"),
        Installation.WebhookSecret);

    private static readonly ProgramOption<string> WebhookConfiguration = new(
        "--webhook-configuration", "The webhook's MutatingWebhookConfiguration and ValidatingWebhookConfiguration.",
        ValueKinds.RequiredText("NAME"), Installation.Registrations);

    private static readonly ProgramOption<string> FailurePolicy = new(
        "--failure-policy", "The webhook's failurePolicy for pods and networks: Ignore or Fail.",
        ValueKinds.Choice("POLICY", [("Ignore", "Ignore"), ("Fail", "Fail")]), "Ignore");

    private static readonly ProgramOption<TimeSpan> WebhookTimeout = new(
        "--webhook-timeout", "How long the API server waits for the webhook, in whole seconds.",
        ValueKinds.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30)), TimeSpan.FromSeconds(5));

    private static readonly ProgramOption<int> CertificateDays = new(
        "--certificate-days", "Lifetime of the webhook's certificate in days; it is renewed after two thirds of it.",
        ValueKinds.Number(1, 3650), 90);

    private static readonly ProgramOption<string> PolicyFile = new(
        "--policy-file", "The policy for networks. Reloaded when it changes; the file may be missing.",
        ValueKinds.RequiredText("FILE"), Installation.PolicyFile);

    private static readonly ProgramOption<bool> LabelNodes = new(
        "--label-nodes",
        "Label each node with the networks that it cannot run, so that their pods can avoid the node.",
        ValueKinds.Flag, false);

    private static readonly ProgramOption<CertificateSource> Certificates = new(
        "--webhook-certificates",
        "The issuer of the webhook's certificate: operator, cert-manager, or secret (an administrator or another "
        + "program puts tls.crt, tls.key and ca.crt into the Secret).",
        ValueKinds.Choice("SOURCE",
        [
            ("operator", CertificateSource.Operator),
            ("cert-manager", CertificateSource.CertManager),
            ("secret", CertificateSource.Secret),
        ]),
        CertificateSource.Operator);

    private static readonly ProgramOption<string> WebhookDeployment = new(
        "--webhook-deployment",
        "The webhook's Deployment; while it is missing or has no replicas, the failure policy is Ignore. Empty: not "
        + "checked.",
        ValueKinds.Text("NAME"), Installation.Webhook);

    private static readonly ProgramOption<string> WebhookSettings = new(
        "--webhook-settings", "The ConfigMap with the webhook's settings.", ValueKinds.RequiredText("NAME"),
        Installation.Webhook);

    private static readonly ProgramOption<int> HealthPort = SharedOptions.HealthPort(8081, "--metrics-port");

    private static readonly ProgramOption<int> PrometheusPort = SharedOptions.PrometheusPort(9081);

    /// <summary>The root command; <paramref name="run"/> gets the options and returns the exit status.</summary>
    internal static RootCommand Build(
        Func<OperatorOptions, CancellationToken, Task<int>> run, Func<string, string?>? environment = null) =>
        new RootCommand(
            "Manages the CRDs, the status of networks, the webhook's certificate and its registrations. Runs in any "
            + "number of replicas; one of them leads. " + SharedOptions.EnvironmentNote)
        {
            LifecycleCommands.Uninstall(), LifecycleCommands.Verify(),
            MigrateCommand.Create(LifecycleCommands.Namespace),
        }.With(
            [
                Namespace, SharedOptions.Kubeconfig, LeaseName, Identity, LeaseDuration, RenewDeadline, RetryPeriod,
                ManageWebhook, WebhookService, WebhookSecret, WebhookConfiguration, FailurePolicy, WebhookTimeout,
                CertificateDays, PolicyFile, SharedOptions.NamespaceIsolation, SharedOptions.GlobalNamespaces,
                SharedOptions.MultusNamespace, LabelNodes, Certificates, WebhookDeployment, WebhookSettings,
                HealthPort, PrometheusPort, .. LogSettings.Options,
            ],
            (values, cancellationToken) => run(Read(values), cancellationToken),
            WhyWrong,
            environment);

    private static OperatorOptions Read(OptionValues values)
    {
        var @namespace = values.Get(Namespace);
        return new OperatorOptions
        {
            Namespace = @namespace,
            Kubeconfig = values.GetOrNull(SharedOptions.Kubeconfig),
            Lease = Lease(values, @namespace),
            ManageWebhook = values.Get(ManageWebhook),
            Webhook = new WebhookSettings
            {
                Namespace = @namespace,
                Service = values.Get(WebhookService),
                Secret = values.Get(WebhookSecret),
                Configuration = values.Get(WebhookConfiguration),
                FailurePolicy = values.Get(FailurePolicy),
                TimeoutSeconds = (int)values.Get(WebhookTimeout).TotalSeconds,
                CertificateLifetime = TimeSpan.FromDays(values.Get(CertificateDays)),
                CertificateSource = values.Get(Certificates),
                Deployment = values.Get(WebhookDeployment),
                SettingsName = values.Get(WebhookSettings),
            },
            PolicyFile = values.Get(PolicyFile),
            Pods = new PodSettings
            {
                Isolation = NetworkUse.OfSettings(
                    values.Get(SharedOptions.NamespaceIsolation), values.Get(SharedOptions.GlobalNamespaces)),
                MultusNamespace = values.Get(SharedOptions.MultusNamespace),
                AreNodesLabelled = values.Get(LabelNodes),
            },
            HealthPort = values.Get(HealthPort),
            PrometheusPort = values.Get(PrometheusPort),
            Log = LogSettings.Read(values),
        };
    }

    private static string? WhyWrong(OptionValues values)
    {
        if (values.Get(WebhookTimeout) is var timeout && timeout != TimeSpan.FromSeconds((int)timeout.TotalSeconds))
        {
            return $"{WebhookTimeout.Name} or {WebhookTimeout.Variable}: must be whole seconds, for example 5s";
        }

        return values.Get(RetryPeriod) < values.Get(RenewDeadline)
            && values.Get(RenewDeadline) < values.Get(LeaseDuration)
                ? null
                : "--retry-period must be less than --renew-deadline, and --renew-deadline less than --lease-duration";
    }

    private static LeaseElectorOptions Lease(OptionValues values, string @namespace)
    {
        var lease = new LeaseElectorOptions
        {
            Namespace = @namespace,
            Name = values.Get(LeaseName),
            LeaseDuration = values.Get(LeaseDuration),
            RenewDeadline = values.Get(RenewDeadline),
            RetryPeriod = values.Get(RetryPeriod),
        };
        return values.GetOrNull(Identity) is { } identity ? lease with { Identity = identity } : lease;
    }
}
