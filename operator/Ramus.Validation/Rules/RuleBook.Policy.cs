namespace Ramus.Validation.Rules;

public static partial class RuleBook
{
    internal static readonly Rule PolicyPlugin = Error(
        "policy-plugin", "The cluster's policy allows the plugin and the address manager in this namespace.");

    internal static readonly Rule PolicyMaster = Error(
        "policy-master", "The cluster's policy allows the node's interface in this namespace.");

    internal static readonly Rule PolicyKey = Error(
        "policy-key", "The cluster's policy allows the key in this namespace.");

    internal static readonly Rule PolicyPath = Error(
        "policy-path", "The cluster's policy allows paths of the node in this namespace.");

    internal static readonly Rule PolicyUnread = Error(
        "policy-unread", "The cluster's policy, where there is one, can be read.");

    internal static readonly Rule PolicyFile = Error(
        "policy-file", "The cluster's policy allows configuration files of the node in this namespace.");

    internal static readonly Rule PolicyName = Error(
        "policy-name", "The configuration's `name` is the network's own where a policy limits the namespace.");

    /// <summary>Whether it is a rule of the cluster's administrator, and not of CNI.</summary>
    public static bool IsPolicy(string id) => id.StartsWith("policy-", StringComparison.Ordinal);
}
