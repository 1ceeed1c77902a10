using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Ramus.Contract.Admission;
using Ramus.Kubernetes.Leases;
using Ramus.Operator.Lifecycle;
using Ramus.Operator.Migration;
using Ramus.Operator.Webhook;

namespace Ramus.Operator.Hosting;

/// <summary>
/// The command line. Every option can be set by an environment variable: --metrics-port by RAMUS_METRICS_PORT.
/// </summary>
internal sealed class OperatorCommand
{
    private const string NamespaceFile = "/var/run/secrets/kubernetes.io/serviceaccount/namespace";

    private readonly Func<string, string?> _environment;
    private readonly Option<string> _namespace;
    private readonly Option<string> _kubeconfig;
    private readonly Option<string> _leaseName;
    private readonly Option<string> _identity;
    private readonly Option<int> _leaseDuration;
    private readonly Option<int> _renewDeadline;
    private readonly Option<int> _retryPeriod;
    private readonly Option<bool> _manageWebhook;
    private readonly Option<string> _webhookService;
    private readonly Option<string> _webhookSecret;
    private readonly Option<string> _webhookConfiguration;
    private readonly Option<string> _failurePolicy;
    private readonly Option<int> _webhookTimeout;
    private readonly Option<int> _certificateDays;
    private readonly Option<string> _policyFile;
    private readonly Option<string> _certificates;
    private readonly Option<string> _webhookDeployment;
    private readonly Option<string> _webhookSettings;
    private readonly Option<int> _metricsPort;
    private readonly Option<LogLevel> _logLevel;

    internal OperatorCommand(Func<string, string?> environment)
    {
        _environment = environment;
        _namespace = Text("--namespace", "Where the operator and the webhook live.", DefaultNamespace());
        _kubeconfig = Text(
            "--kubeconfig", "How to reach the API server; empty = KUBECONFIG or the service account.", "");
        _leaseName = Text("--lease-name", "The lease that replicas contend for.", Installation.Operator);
        _identity = Text("--identity", "This replica's name in the lease; empty = host name and a random part.", "");
        _leaseDuration = Number("--lease-duration", "Seconds that stand-bys wait for a silent leader.", 10, 1, 3600);
        _renewDeadline = Number("--renew-deadline", "Seconds a leader tries to renew before it gives up.", 7, 1, 3600);
        _retryPeriod = Number("--retry-period", "Seconds between attempts.", 2, 1, 3600);
        _manageWebhook = new Option<bool>("--manage-webhook")
        {
            Description = "Make the webhook's certificates and its registration.",
            DefaultValueFactory = _ =>
                !string.Equals(Set("--manage-webhook"), "false", StringComparison.OrdinalIgnoreCase),
        };
        _webhookService = Text("--webhook-service", "The webhook's Service.", Installation.Webhook);
        _webhookSecret = Text(
            "--webhook-secret", "The Secret for the webhook's certificates.", Installation.WebhookSecret);
        _webhookConfiguration = Text(
            "--webhook-configuration", "The MutatingWebhookConfiguration.", Installation.Registrations);
        _failurePolicy = Text(
            "--failure-policy", "What the API server does with pods when the webhook does not answer.", "Ignore");
        _failurePolicy.AcceptOnlyFromAmong("Ignore", "Fail");
        _webhookTimeout = Number("--webhook-timeout", "Seconds that the API server waits for the webhook.", 5, 1, 30);
        _certificateDays = Number(
            "--certificate-days", "Life of a certificate; it is renewed at two thirds.", 90, 1, 3650);
        _policyFile = Text(
            "--policy-file", "Policy for networks, read again when it changes; it may be missing.",
            Installation.PolicyFile);
        _certificates = Text(
            "--webhook-certificates", "Who makes the webhook's certificate: operator, cert-manager, or secret "
            + "(somebody puts tls.crt, tls.key and ca.crt into it).", "operator");
        _certificates.AcceptOnlyFromAmong("operator", "cert-manager", "secret");
        _webhookDeployment = new Option<string>("--webhook-deployment")
        {
            Description = "Without this Deployment nobody waits for the webhook; empty = it is not looked at.",
            DefaultValueFactory = _ => _environment(Variable("--webhook-deployment")) ?? Installation.Webhook,
        };
        _webhookSettings = Text(
            "--webhook-settings", "The ConfigMap with the webhook's settings.", Installation.Webhook);
        _metricsPort = Number(
            "--metrics-port", "Port of /healthz, /readyz and /metrics; 0 = any free one.", 8081, 0, 65535);
        _logLevel = Level("--log-level", "Least severe messages to write.");
    }

    /// <summary>The root command; <paramref name="run"/> gets the options and returns the exit code.</summary>
    internal RootCommand Build(Func<OperatorOptions, CancellationToken, Task<int>> run)
    {
        var command = new RootCommand(
            "Owns what Ramus needs in the cluster: the NetworkAttachmentDefinition CRD, the webhook's certificates and "
            + "its registration. Runs in any number of replicas; one leads. "
            + "Every option can also be set by an environment variable, --metrics-port by RAMUS_METRICS_PORT.")
        {
            _namespace, _kubeconfig, _leaseName, _identity, _leaseDuration, _renewDeadline, _retryPeriod,
            _manageWebhook, _webhookService, _webhookSecret, _webhookConfiguration, _failurePolicy, _webhookTimeout,
            _certificateDays, _policyFile, _certificates, _webhookDeployment, _webhookSettings, _metricsPort, _logLevel,
            LifecycleCommands.Uninstall(), LifecycleCommands.Verify(), MigrateCommand.Create(),
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = Read(parsed);
            if (LeaseDefect(options.Lease) is { } defect)
            {
                await Console.Error.WriteLineAsync($"ramus-operator: {defect}");
                return 2;
            }

            return await run(options, cancellationToken);
        });
        return command;
    }

    private OperatorOptions Read(ParseResult parsed)
    {
        var @namespace = parsed.GetValue(_namespace)!;
        return new OperatorOptions
        {
            Namespace = @namespace,
            Kubeconfig = parsed.GetValue(_kubeconfig) is { Length: > 0 } file ? file : null,
            Lease = Lease(parsed, @namespace),
            ManageWebhook = parsed.GetValue(_manageWebhook),
            Webhook = new WebhookSettings
            {
                Namespace = @namespace,
                Service = parsed.GetValue(_webhookService)!,
                Secret = parsed.GetValue(_webhookSecret)!,
                Configuration = parsed.GetValue(_webhookConfiguration)!,
                FailurePolicy = parsed.GetValue(_failurePolicy)!,
                TimeoutSeconds = parsed.GetValue(_webhookTimeout),
                CertificateLifetime = TimeSpan.FromDays(parsed.GetValue(_certificateDays)),
                CertificateSource = parsed.GetValue(_certificates) switch
                {
                    "cert-manager" => CertificateSource.CertManager,
                    "secret" => CertificateSource.Secret,
                    _ => CertificateSource.Operator,
                },
                Deployment = parsed.GetValue(_webhookDeployment) ?? "",
                SettingsName = parsed.GetValue(_webhookSettings)!,
            },
            PolicyFile = parsed.GetValue(_policyFile)!,
            MetricsPort = parsed.GetValue(_metricsPort),
            LogLevel = parsed.GetValue(_logLevel),
        };
    }

    private static string? LeaseDefect(LeaseElectorOptions lease) =>
        lease.RetryPeriod < lease.RenewDeadline && lease.RenewDeadline < lease.LeaseDuration
            ? null
            : "--retry-period must be less than --renew-deadline, and that less than --lease-duration";

    private LeaseElectorOptions Lease(ParseResult parsed, string @namespace)
    {
        var lease = new LeaseElectorOptions
        {
            Namespace = @namespace,
            Name = parsed.GetValue(_leaseName)!,
            LeaseDuration = TimeSpan.FromSeconds(parsed.GetValue(_leaseDuration)),
            RenewDeadline = TimeSpan.FromSeconds(parsed.GetValue(_renewDeadline)),
            RetryPeriod = TimeSpan.FromSeconds(parsed.GetValue(_retryPeriod)),
        };
        return parsed.GetValue(_identity) is { Length: > 0 } identity ? lease with { Identity = identity } : lease;
    }

    private Option<LogLevel> Level(string name, string description) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => Enum.TryParse<LogLevel>(Set(name), true, out var level)
            ? level : LogLevel.Information,
    };

    private Option<string> Text(string name, string description, string otherwise)
    {
        var option = new Option<string>(name)
        {
            Description = description,
            DefaultValueFactory = _ => Set(name) ?? otherwise,
        };
        option.Validators.Add(result =>
        {
            if (otherwise.Length > 0 && result.GetValueOrDefault<string>() is null or "")
            {
                result.AddError($"{name} must not be empty");
            }
        });
        return option;
    }

    private Option<int> Number(string name, string description, int otherwise, int min, int max)
    {
        var option = new Option<int>(name)
        {
            Description = description,
            DefaultValueFactory = result =>
            {
                if (Set(name) is not { } text)
                {
                    return otherwise;
                }

                if (!int.TryParse(text, CultureInfo.InvariantCulture, out var value))
                {
                    result.AddError($"{Variable(name)}: '{text}' is not a number");
                }

                return value;
            },
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var value && (value < min || value > max))
            {
                result.AddError($"{name} must be between {min} and {max}, not {value}");
            }
        });
        return option;
    }

    private string DefaultNamespace() =>
        _environment("POD_NAMESPACE")
        ?? (File.Exists(NamespaceFile) ? File.ReadAllText(NamespaceFile).Trim() : Installation.Namespace);

    private string? Set(string option) => _environment(Variable(option)) is { Length: > 0 } value ? value : null;

    private static string Variable(string option) =>
        $"RAMUS_{option[2..].Replace('-', '_').ToUpperInvariant()}";
}
