namespace Ramus.Validation.Rules;

public static partial class RuleBook
{
    internal static readonly Rule PolicyPlugin = Error(
        "policy-plugin", "The cluster's policy must allow the plugin and the IPAM plugin in this namespace.");

    internal static readonly Rule PolicyMaster = Error(
        "policy-master", "The cluster's policy must allow the node's interface in this namespace.");

    internal static readonly Rule PolicyAddress = Error(
        "policy-address",
        "If the cluster's policy limits the interfaces in this namespace, it must name a plugin that gives the node an "
        + "address, or that changes the node's packet filter.");

    internal static readonly Rule PolicyKey = Error(
        "policy-key", "The cluster's policy must allow the key in this namespace.");

    internal static readonly Rule PolicyPath = Error(
        "policy-path", "The cluster's policy must allow paths on the node in this namespace.");

    internal static readonly Rule PolicyUnread = Error(
        "policy-unread", "If the cluster has a policy, the policy must be valid.");

    internal static readonly Rule PolicyFile = Error(
        "policy-file", "The cluster's policy must allow configuration files of the node in this namespace.");

    internal static readonly Rule PolicyName = Error(
        "policy-name",
        "The configuration's `name` must be the network's own name if the cluster's policy limits the namespace.");

    /// <summary>Whether the rule belongs to the cluster administrator's policy.</summary>
    public static bool IsPolicy(string id) => id.StartsWith("policy-", StringComparison.Ordinal);
}
