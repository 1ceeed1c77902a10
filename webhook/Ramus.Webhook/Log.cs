using Microsoft.Extensions.Logging;

namespace Ramus.Webhook;

/// <summary>The log messages of ramus-webhook.</summary>
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

    [LoggerMessage(1006, LogLevel.Information, "Not ready while the program starts or stops: {Reason}.")]
    public static partial void NotReadyNow(this ILogger logger, string reason);

    [LoggerMessage(1004, LogLevel.Information,
    "ramus-webhook stops: it is no longer ready, and keeps serving for {Seconds} s.")]
    public static partial void Draining(this ILogger logger, double seconds);

    [LoggerMessage(1005, LogLevel.Information, "Stopped.")]
    public static partial void Stopped(this ILogger logger);

    [LoggerMessage(1101, LogLevel.Information,
        "Serving with certificate {Subject}, serial {SerialNumber}, valid until {Expiry:u}.")]
    public static partial void CertificateLoaded(
        this ILogger logger, string subject, string serialNumber, DateTimeOffset expiry);

    [LoggerMessage(1102, LogLevel.Information,
    "No certificate in {Directory} yet: {Reason}. ramus-webhook will retry.")]
    public static partial void CertificateAwaited(this ILogger logger, string directory, string reason);

    [LoggerMessage(1103, LogLevel.Warning,
        "The certificate in {Directory} cannot be used: {Reason}. The certificate with serial {SerialNumber} stays in "
        + "use, valid until {Expiry:u}.")]
    public static partial void CertificateKept(
        this ILogger logger, string directory, string reason, string serialNumber, DateTimeOffset expiry);

    [LoggerMessage(1201, LogLevel.Information, "Refused request {Uid} ({Outcome}): {Reason}")]
    public static partial void ReviewRefused(this ILogger logger, string outcome, string uid, string reason);

    [LoggerMessage(1202, LogLevel.Debug, "Outcome {Outcome} for request {Uid} in namespace {Namespace}.")]
    public static partial void ReviewDecided(this ILogger logger, string outcome, string uid, string @namespace);

    [LoggerMessage(1203, LogLevel.Warning, "Answered a review with HTTP {StatusCode}: {Reason}.")]
    public static partial void BadReview(this ILogger logger, int statusCode, string reason);

    [LoggerMessage(1204, LogLevel.Error, "A review failed; the webhook's failurePolicy applies.")]
    public static partial void ReviewFailed(this ILogger logger, Exception exception);

    [LoggerMessage(1205, LogLevel.Warning,
        "Within one second, {Count} more reviews were refused or could not be read; they were not logged.")]
    public static partial void ReviewsLeftOut(this ILogger logger, long count);

    [LoggerMessage(1401, LogLevel.Information,
        "Loaded policy {File}: {Rules} rules for networks, namespace isolation: {Isolated}.")]
    public static partial void PolicyRead(this ILogger logger, string file, int rules, bool isolated);

    [LoggerMessage(1402, LogLevel.Error,
        "Policy {File} cannot be used: {Reason}. The last good policy stays in force.")]
    public static partial void PolicyKept(this ILogger logger, string file, string reason);

    [LoggerMessage(1406, LogLevel.Error,
        "Policy {File} cannot be used: {Reason}. No policy was read before, so every network is refused.")]
    public static partial void PolicyDenies(this ILogger logger, string file, string reason);

    [LoggerMessage(1403, LogLevel.Information,
        "Loaded settings from {Source}: {Injections} injections by label, {Attachments} rules for attachments.")]
    public static partial void SettingsRead(this ILogger logger, string source, int injections, int attachments);

    [LoggerMessage(1404, LogLevel.Information,
    "No ConfigMap with settings found; the settings of the command line are used.")]
    public static partial void SettingsGone(this ILogger logger);

    [LoggerMessage(1405, LogLevel.Warning, "Settings: {Complaint}.")]
    public static partial void SettingsWrong(this ILogger logger, string complaint);
}
