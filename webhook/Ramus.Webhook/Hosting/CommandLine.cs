using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.Logging;
using Ramus.Webhook.Certificates;

namespace Ramus.Webhook.Hosting;

/// <summary>Reads the settings from arguments, and from the environment where an argument is absent.</summary>
internal static class CommandLine
{
    private const int Column = 34;

    private static readonly Option[] Options =
    [
        new("bind-address", "ADDRESS", "address that both servers listen on; empty: all",
            (o, v) => o with { BindAddress = Address(v) }, o => o.BindAddress?.ToString() ?? ""),
        new("port", "PORT", "HTTPS port of the admission webhook",
            (o, v) => o with { Port = Port(v) }, o => Text(o.Port)),
        new("health-port", "PORT", "HTTP port of /healthz, /readyz and /metrics",
            (o, v) => o with { HealthPort = Port(v) }, o => Text(o.HealthPort)),
        new("certificate-directory", "DIR", "where tls.crt and tls.key are or will be",
            (o, v) => o with { CertificateDirectory = NotEmpty(v) }, o => o.CertificateDirectory),
        new("certificate-poll", "DURATION", "how often they are read again",
            (o, v) => o with { CertificatePoll = Positive(v) }, o => Text(o.CertificatePoll)),
        new("drain", "DURATION", "how long to serve on, not ready, after SIGTERM",
            (o, v) => o with { Drain = Duration(v) }, o => Text(o.Drain)),
        new("lookup-timeout", "DURATION", "limit of one live read of a network not in the cache",
            (o, v) => o with { LookupTimeout = Positive(v) }, o => Text(o.LookupTimeout)),
        new("review-timeout", "DURATION", "limit of one review, below the webhook's timeoutSeconds",
            (o, v) => o with { ReviewTimeout = Positive(v) }, o => Text(o.ReviewTimeout)),
        new("own-namespace", "NAME", "namespace of this program; its pods are let through",
            (o, v) => o with { OwnNamespace = NotEmpty(v) }, o => o.OwnNamespace),
        new("exempt-namespaces", "NAMES", "further namespaces that are let through, comma separated",
            (o, v) => o with { ExemptNamespaces = Names(v) }, o => string.Join(',', o.ExemptNamespaces)),
        new("multus-namespace", "NAME", "namespace of a default-network annotation that names none",
            (o, v) => o with { MultusNamespace = NotEmpty(v) }, o => o.MultusNamespace),
        new("policy-file", "FILE", "policy for networks, read again when it changes; it may be missing",
            (o, v) => o with { PolicyFile = NotEmpty(v) }, o => o.PolicyFile),
        new("settings-name", "NAME", "ConfigMap of this namespace with config.json; else nri-control-switches",
            (o, v) => o with { SettingsName = NotEmpty(v) }, o => o.SettingsName),
        new("resource-name-keys", "KEYS", "annotations of networks that name a device resource",
            (o, v) => o with { ResourceNameKeys = Keys(v) }, o => string.Join(',', o.ResourceNameKeys)),
        new("huge-page-files", "BOOL", "huge pages as files, unless the settings say otherwise",
            (o, v) => o with { Injection = o.Injection with { HugePageFiles = Flag(v) } },
            o => Text(o.Injection.HugePageFiles)),
        new("honor-existing-resources", "BOOL", "add to a pod's own requests, unless the settings say otherwise",
            (o, v) => o with { Injection = o.Injection with { HonorExistingResources = Flag(v) } },
            o => Text(o.Injection.HonorExistingResources)),
        new("tls-min-version", "VERSION", "VersionTLS12 or VersionTLS13",
            (o, v) => o with { TlsMinimum = TlsText.Version(v) }, _ => "VersionTLS12"),
        new("tls-cipher-suites", "NAMES", "comma separated, as of kube-apiserver; empty: the platform's",
            (o, v) => o with { CipherSuites = TlsText.CipherSuites(v) }, _ => ""),
        new("tls-curve-preferences", "IDS", "only empty: the platform chooses the curves",
            (o, v) => TlsText.RefuseCurves(v) ? o : o, _ => ""),
        new("client-ca", "FILE", "authorities whose certificates callers must have; empty: none is asked for",
            (o, v) => o with { ClientCaFile = v }, o => o.ClientCaFile),
        new("kubeconfig", "FILE", "how to reach the API server; empty: the pod's service account",
            (o, v) => o with { Kubeconfig = v }, o => o.Kubeconfig),
        new("log-level", "LEVEL", "Debug, Information, Warning or Error",
            (o, v) => o with { LogLevel = Level(v) }, o => o.LogLevel.ToString()),
    ];

    public static string Help { get; } = WriteHelp();

    /// <exception cref="FormatException">A setting is unknown or wrong; the message names it.</exception>
    public static WebhookOptions Read(IReadOnlyList<string> arguments, Func<string, string?> environment)
    {
        var options = new WebhookOptions();
        foreach (var option in Options)
        {
            if (environment(option.Variable) is { } value)
            {
                options = Apply(option, options, value, option.Variable);
            }
        }

        for (var i = 0; i < arguments.Count; i++)
        {
            var (name, inline) = Split(arguments[i]);
            var option = Array.Find(Options, o => $"--{o.Name}" == name)
                ?? throw new FormatException($"'{name}' is not an option");
            var value = inline ?? arguments.ElementAtOrDefault(++i)
                ?? throw new FormatException($"{name} needs a value");
            options = Apply(option, options, value, name);
        }

        return options.Port != options.HealthPort
            ? options
            : throw new FormatException($"--port and --health-port are both {options.Port}; choose two");
    }

    private static WebhookOptions Apply(Option option, WebhookOptions options, string value, string source)
    {
        try
        {
            return option.Set(options, value);
        }
        catch (FormatException e)
        {
            throw new FormatException($"{source}: '{value}' {e.Message}", e);
        }
    }

    private static (string Name, string? Value) Split(string argument)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (argument, null) : (argument[..equals], argument[(equals + 1)..]);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(TimeSpan duration) =>
        string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds}s");

    private static string NotEmpty(string value) =>
        value.Length > 0 ? value : throw new FormatException("is empty; leave it out for the default");

    private static IPAddress? Address(string value)
    {
        if (value.Length == 0)
        {
            return null;
        }

        return IPAddress.TryParse(value, out var address) ? address : throw new FormatException("is not an IP address");
    }

    private static int Port(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port
            : throw new FormatException("is not a port (1 to 65535)");

    private static TimeSpan Duration(string value) =>
        DurationText.TryParse(value, out var duration)
            ? duration
            : throw new FormatException("is not a duration up to 1h such as 500ms, 5s or 1m");

    private static TimeSpan Positive(string value) =>
        Duration(value) is var duration && duration > TimeSpan.Zero
            ? duration
            : throw new FormatException("must be longer than nothing");

    private static string[] Keys(string value)
    {
        var keys = value.Split(',', StringSplitOptions.TrimEntries);
        return keys.All(static key => key.Length > 0)
            ? keys
            : throw new FormatException("has an empty key; write annotations such as k8s.v1.cni.cncf.io/resourceName");
    }

    private static bool Flag(string value) =>
        bool.TryParse(value, out var flag) ? flag : throw new FormatException("is neither true nor false");

    private static string Text(bool flag) => flag ? "true" : "false";

    private static string[] Names(string value) =>
        value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static LogLevel Level(string value) =>
        Enum.TryParse<LogLevel>(value, ignoreCase: true, out var level)
            && level is >= LogLevel.Debug and <= LogLevel.Error
            && !char.IsAsciiDigit(value[0])
            ? level
            : throw new FormatException("is not one of Debug, Information, Warning, Error");

    private static string WriteHelp()
    {
        var help = new StringBuilder(
            """
            ramus-webhook: requests the devices that a pod's networks need, and refuses networks
            that can not work, and pods that ask for what is not there.

            usage: ramus-webhook [--OPTION VALUE]...

            Each option can also be given in the environment: --health-port as RAMUS_HEALTH_PORT. Arguments win.


            """);
        var defaults = new WebhookOptions();
        foreach (var option in Options)
        {
            var @default = option.Get(defaults) is { Length: > 0 } text ? $" (default {text})" : "";
            help.Append("  ").Append($"--{option.Name} {option.Value}".PadRight(Column))
                .Append(option.Purpose).Append(@default).Append('\n');
        }

        help.Append("  ").Append("--version".PadRight(Column)).Append("print the version\n");
        help.Append("  ").Append("--help".PadRight(Column)).Append("print this\n\n");
        return help.Append("exit status: 0 stopped when asked to, 1 failed, 2 wrong usage\n").ToString();
    }

    private sealed record Option(
        string Name,
        string Value,
        string Purpose,
        Func<WebhookOptions, string, WebhookOptions> Set,
        Func<WebhookOptions, string> Get)
    {
        public string Variable { get; } = $"RAMUS_{Name.ToUpperInvariant().Replace('-', '_')}";
    }
}
