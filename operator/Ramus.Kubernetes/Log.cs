using Microsoft.Extensions.Logging;
using Ramus.Kubernetes.Client;

namespace Ramus.Kubernetes;

/// <summary>The log messages of this project.</summary>
internal static partial class Log
{
    [LoggerMessage(9001, LogLevel.Debug, "Listed {Count} {Type} at resource version {ResourceVersion}.")]
    public static partial void Listed(this ILogger logger, ResourceType type, int count, string resourceVersion);

    [LoggerMessage(9002, LogLevel.Information, "The watch of {Type} is too far behind; listing again: {Reason}")]
    public static partial void WatchExpired(this ILogger logger, ResourceType type, string reason);

    [LoggerMessage(9003, LogLevel.Warning, "The cache of {Type} is stale until the API server answers: {Reason}")]
    public static partial void ReflectorFailed(this ILogger logger, ResourceType type, string reason);

    [LoggerMessage(9015, LogLevel.Information, "The API server does not serve {Type} yet; waiting.")]
    public static partial void ResourceAwaited(this ILogger logger, ResourceType type);

    [LoggerMessage(9004, LogLevel.Error, "{Type} {Key} cannot be read and is ignored.")]
    public static partial void ProjectionFailed(
        this ILogger logger, Exception exception, ResourceType type, ObjectKey key);

    [LoggerMessage(9005, LogLevel.Warning, "Reconciling {Key} failed (attempt {Attempt}): {Reason}")]
    public static partial void ReconcileFailed(this ILogger logger, object key, int attempt, string reason);

    [LoggerMessage(9006, LogLevel.Information, "Became the leader with lease {Namespace}/{Name} as {Identity}.")]
    public static partial void LeaseTaken(this ILogger logger, string @namespace, string name, string identity);

    [LoggerMessage(9007, LogLevel.Information, "Lease {Namespace}/{Name} released.")]
    public static partial void LeaseReleased(this ILogger logger, string @namespace, string name);

    [LoggerMessage(9008, LogLevel.Error, "Lease {Namespace}/{Name} lost: {Reason}")]
    public static partial void LeaseLost(this ILogger logger, string @namespace, string name, string reason);

    [LoggerMessage(9009, LogLevel.Warning, "Lease {Namespace}/{Name} cannot be reached: {Reason}")]
    public static partial void LeaseUnreachable(this ILogger logger, string @namespace, string name, string reason);

    [LoggerMessage(9010, LogLevel.Debug, "Event '{Reason}' on {Target} was not written: {Cause}")]
    public static partial void EventLost(this ILogger logger, string reason, ObjectKey target, string cause);

    [LoggerMessage(9011, LogLevel.Error, "The leader's work failed: {Reason}")]
    public static partial void TermFailed(this ILogger logger, string reason);

    [LoggerMessage(9012, LogLevel.Information,
        "Serving health checks on port {Port} and metrics on port {MetricsPort}.")]
    public static partial void HealthListening(this ILogger logger, int port, int? metricsPort);

    [LoggerMessage(9013, LogLevel.Warning, "The log level is now {Level}.")]
    public static partial void LogLevelChanged(this ILogger logger, LogLevel level);

    [LoggerMessage(9014, LogLevel.Warning, "Cannot read the log level from {File}: {Reason}.")]
    public static partial void LogLevelKept(this ILogger logger, string file, string reason);
}
