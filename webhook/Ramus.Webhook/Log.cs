using Microsoft.Extensions.Logging;

namespace Ramus.Webhook;

/// <summary>Everything that ramus-webhook says.</summary>
internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Information,
        "ramus-webhook {Version} listens on port {Port}, health on port {HealthPort}; ready once it has a certificate "
        + "from {CertificateDirectory} and the list of networks.")]
    public static partial void Started(
        this ILogger logger, string version, int port, int healthPort, string certificateDirectory);

    [LoggerMessage(1002, LogLevel.Information, "Ready.")]
    public static partial void Ready(this ILogger logger);

    [LoggerMessage(1003, LogLevel.Warning, "Not ready: {Reason}.")]
    public static partial void NotReady(this ILogger logger, string reason);

    [LoggerMessage(1004, LogLevel.Information, "Asked to stop; not ready any more, still serving for {Seconds} s.")]
    public static partial void Draining(this ILogger logger, double seconds);

    [LoggerMessage(1005, LogLevel.Information, "Stopped.")]
    public static partial void Stopped(this ILogger logger);

    [LoggerMessage(1101, LogLevel.Information,
        "Serving with certificate {Subject}, serial {SerialNumber}, valid until {Expiry:u}.")]
    public static partial void CertificateLoaded(
        this ILogger logger, string subject, string serialNumber, DateTimeOffset expiry);

    [LoggerMessage(1102, LogLevel.Information, "No certificate from {Directory} yet: {Reason}. Looking again.")]
    public static partial void CertificateAwaited(this ILogger logger, string directory, string reason);

    [LoggerMessage(1103, LogLevel.Warning,
        "The certificate in {Directory} cannot be used: {Reason}. Serving on with serial {SerialNumber}, "
        + "valid until {Expiry:u}.")]
    public static partial void CertificateKept(
        this ILogger logger, string directory, string reason, string serialNumber, DateTimeOffset expiry);

    [LoggerMessage(1201, LogLevel.Information, "Refused ({Outcome}, request {Uid}): {Reason}")]
    public static partial void ReviewRefused(this ILogger logger, string outcome, string uid, string reason);

    [LoggerMessage(1202, LogLevel.Debug, "Decided {Outcome} for request {Uid} in namespace {Namespace}.")]
    public static partial void ReviewDecided(this ILogger logger, string outcome, string uid, string @namespace);

    [LoggerMessage(1203, LogLevel.Warning, "Answered HTTP {StatusCode}: {Reason}.")]
    public static partial void BadReview(this ILogger logger, int statusCode, string reason);

    [LoggerMessage(1204, LogLevel.Error, "A review failed; the API server's failurePolicy decides.")]
    public static partial void ReviewFailed(this ILogger logger, Exception exception);

    [LoggerMessage(1205, LogLevel.Warning,
        "{Count} more reviews were refused or could not be read, all within a second.")]
    public static partial void ReviewsLeftOut(this ILogger logger, long count);

    [LoggerMessage(1401, LogLevel.Information,
        "Policy {File}: {Rules} rules for networks, use of other namespaces' networks is limited: {Isolated}.")]
    public static partial void PolicyRead(this ILogger logger, string file, int rules, bool isolated);

    [LoggerMessage(1402, LogLevel.Error,
        "Policy {File} cannot be used: {Reason}. The last good policy stays in force.")]
    public static partial void PolicyKept(this ILogger logger, string file, string reason);

    [LoggerMessage(1406, LogLevel.Error,
        "Policy {File} cannot be used: {Reason}. No policy was read before, so every network is refused.")]
    public static partial void PolicyDenies(this ILogger logger, string file, string reason);

    [LoggerMessage(1403, LogLevel.Information,
        "Settings read from {Source}: {Injections} injections by label, {Attachments} rules for attachments.")]
    public static partial void SettingsRead(this ILogger logger, string source, int injections, int attachments);

    [LoggerMessage(1404, LogLevel.Information, "No ConfigMap with settings: those of the command line are used.")]
    public static partial void SettingsGone(this ILogger logger);

    [LoggerMessage(1405, LogLevel.Warning, "Settings: {Complaint}.")]
    public static partial void SettingsWrong(this ILogger logger, string complaint);
}
