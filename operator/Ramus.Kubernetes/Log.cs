using Microsoft.Extensions.Logging;
using Ramus.Kubernetes.Client;

namespace Ramus.Kubernetes;

/// <summary>What the runtime says.</summary>
internal static partial class Log
{
    [LoggerMessage(9001, LogLevel.Debug, "Listed {Count} {Type} at resource version {ResourceVersion}.")]
    public static partial void Listed(this ILogger logger, ResourceType type, int count, string resourceVersion);

    [LoggerMessage(9002, LogLevel.Information, "The watch of {Type} is too far behind and is listed again: {Reason}")]
    public static partial void WatchExpired(this ILogger logger, ResourceType type, string reason);

    [LoggerMessage(9003, LogLevel.Warning, "Out of step with {Type} until the API server answers again: {Reason}")]
    public static partial void ReflectorFailed(this ILogger logger, ResourceType type, string reason);

    [LoggerMessage(9004, LogLevel.Error, "{Type} {Key} cannot be read and is ignored.")]
    public static partial void ProjectionFailed(
        this ILogger logger, Exception exception, ResourceType type, ObjectKey key);

    [LoggerMessage(9005, LogLevel.Warning, "Reconciling {Key} failed (attempt {Attempt}): {Reason}")]
    public static partial void ReconcileFailed(this ILogger logger, object key, int attempt, string reason);

    [LoggerMessage(9006, LogLevel.Information, "Leading: holding lease {Namespace}/{Name} as {Identity}.")]
    public static partial void LeaseTaken(this ILogger logger, string @namespace, string name, string identity);

    [LoggerMessage(9007, LogLevel.Information, "Lease {Namespace}/{Name} released.")]
    public static partial void LeaseReleased(this ILogger logger, string @namespace, string name);

    [LoggerMessage(9008, LogLevel.Error, "Lease {Namespace}/{Name} lost: {Reason}")]
    public static partial void LeaseLost(this ILogger logger, string @namespace, string name, string reason);

    [LoggerMessage(9009, LogLevel.Warning, "Lease {Namespace}/{Name} cannot be reached: {Reason}")]
    public static partial void LeaseUnreachable(this ILogger logger, string @namespace, string name, string reason);

    [LoggerMessage(9010, LogLevel.Debug, "Event '{Reason}' on {Target} was not written: {Cause}")]
    public static partial void EventLost(this ILogger logger, string reason, ObjectKey target, string cause);

    [LoggerMessage(9011, LogLevel.Error, "The work done while leading ended with a failure: {Reason}")]
    public static partial void TermFailed(this ILogger logger, string reason);

    [LoggerMessage(9012, LogLevel.Information, "Health on port {Port}, metrics on port {MetricsPort}.")]
    public static partial void HealthListening(this ILogger logger, int port, int? metricsPort);

    [LoggerMessage(9013, LogLevel.Warning, "The log level is now {Level}.")]
    public static partial void LogLevelChanged(this ILogger logger, LogLevel level);

    [LoggerMessage(9014, LogLevel.Warning, "{File} does not change the log level: {Reason}.")]
    public static partial void LogLevelKept(this ILogger logger, string file, string reason);
}
