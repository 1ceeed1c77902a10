using Microsoft.Extensions.Logging;
using Ramus.Kubernetes.Client;

namespace Ramus.Operator;

/// <summary>The operator's log messages.</summary>
internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Information, "ramus-operator {Version} starts in namespace {Namespace}.")]
    public static partial void Starting(this ILogger logger, string version, string @namespace);

    [LoggerMessage(2002, LogLevel.Information, "CRD {Name} {Action}.")]
    public static partial void CrdApplied(this ILogger logger, string name, string action);

    [LoggerMessage(2003, LogLevel.Warning, "CRD {Name} is being deleted; it is recreated after its deletion.")]
    public static partial void CrdTerminating(this ILogger logger, string name);

    [LoggerMessage(2004, LogLevel.Warning,
        "Another client keeps reverting our changes of {Target} (its metadata.managedFields names the client); "
        + "no further repair for {Rest}.")]
    public static partial void Contested(this ILogger logger, string target, TimeSpan rest);

    [LoggerMessage(2005, LogLevel.Information,
        "Issued a serving certificate into Secret {Secret}, valid until {NotAfter:O}; reason: {Reason}.")]
    public static partial void CertificateMade(
        this ILogger logger, ObjectKey secret, string reason, DateTimeOffset notAfter);

    [LoggerMessage(2006, LogLevel.Information, "{Kind} {Name} {Action}.")]
    public static partial void WebhookRegistered(this ILogger logger, string kind, string name, string action);

    [LoggerMessage(2013, LogLevel.Information,
        "Changed {Changes} labels of node {Node}, which cannot run {Networks} networks.")]
    public static partial void NodeLabelled(this ILogger logger, string node, int changes, int networks);

    [LoggerMessage(2007, LogLevel.Information, "Loaded policy {File}: {Rules} rules for networks.")]
    public static partial void PolicyRead(this ILogger logger, string file, int rules);

    [LoggerMessage(2008, LogLevel.Error,
        "Policy {File} cannot be used: {Reason}. The last good policy stays in force.")]
    public static partial void PolicyKept(this ILogger logger, string file, string reason);

    [LoggerMessage(2011, LogLevel.Error,
        "Policy {File} cannot be used: {Reason}. No policy was read before, so every network is refused.")]
    public static partial void PolicyDenies(this ILogger logger, string file, string reason);

    [LoggerMessage(2009, LogLevel.Warning,
        "Secret {Secret} cannot be used for the webhook: {Defect}. The registrations keep their CA bundle; put valid "
        + "tls.crt, tls.key and ca.crt into the Secret.")]
    public static partial void CertificateUseless(this ILogger logger, ObjectKey secret, string defect);

    [LoggerMessage(2010, LogLevel.Warning,
        "The webhook's failure policy is Ignore instead of Fail: before Kubernetes 1.21 only the label "
        + "{Label}=disabled excludes the pods of kube-system and {Namespace} from the webhook; set it on both.")]
    public static partial void FailurePolicyRelaxed(this ILogger logger, string @namespace, string label);

    [LoggerMessage(2012, LogLevel.Warning,
        "Deleted {Path}, a leftover of an uninstall that was rolled back: its pods would clean nodes that are in use.")]
    public static partial void OldUninstallDeleted(this ILogger logger, string path);
}
