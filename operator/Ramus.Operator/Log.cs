using Microsoft.Extensions.Logging;
using Ramus.Kubernetes.Client;

namespace Ramus.Operator;

/// <summary>What the operator says.</summary>
internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Information, "ramus-operator {Version} starts in namespace {Namespace}.")]
    public static partial void Starting(this ILogger logger, string version, string @namespace);

    [LoggerMessage(2002, LogLevel.Information, "CRD {Name} {Action}.")]
    public static partial void CrdApplied(this ILogger logger, string name, string action);

    [LoggerMessage(2003, LogLevel.Warning, "CRD {Name} is being deleted; it is made again when it is gone.")]
    public static partial void CrdTerminating(this ILogger logger, string name);

    [LoggerMessage(2004, LogLevel.Warning,
        "{Target} is changed back by somebody else again and again (see its metadata.managedFields); "
        + "left alone for {Rest}.")]
    public static partial void Contested(this ILogger logger, string target, TimeSpan rest);

    [LoggerMessage(2005, LogLevel.Information,
        "Secret {Secret} has a new serving certificate until {NotAfter:O}; the old one: {Reason}.")]
    public static partial void CertificateMade(
        this ILogger logger, ObjectKey secret, string reason, DateTimeOffset notAfter);

    [LoggerMessage(2006, LogLevel.Information, "{Kind} {Name} {Action}.")]
    public static partial void WebhookRegistered(this ILogger logger, string kind, string name, string action);

    [LoggerMessage(2007, LogLevel.Information, "Policy {File}: {Rules} rules for networks.")]
    public static partial void PolicyRead(this ILogger logger, string file, int rules);

    [LoggerMessage(2008, LogLevel.Error,
        "Policy {File} cannot be used: {Reason}. The last good policy stays in force.")]
    public static partial void PolicyKept(this ILogger logger, string file, string reason);

    [LoggerMessage(2011, LogLevel.Error,
        "Policy {File} cannot be used: {Reason}. No policy was read before, so every network is refused.")]
    public static partial void PolicyDenies(this ILogger logger, string file, string reason);

    [LoggerMessage(2009, LogLevel.Warning,
        "Secret {Secret} cannot be used for the webhook: {Defect}. The registrations stay as they are; put tls.crt, "
        + "tls.key and ca.crt into it.")]
    public static partial void CertificateUseless(this ILogger logger, ObjectKey secret, string defect);

    [LoggerMessage(2010, LogLevel.Warning,
        "The failure policy is Ignore and not Fail: before Kubernetes 1.21 only the label {Label}=disabled keeps pods "
        + "of kube-system and {Namespace} away from the webhook; give it to both namespaces.")]
    public static partial void FailurePolicyRelaxed(this ILogger logger, string @namespace, string label);
}
