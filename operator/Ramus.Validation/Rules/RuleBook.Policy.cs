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
        "policy-path", "The cluster's policy allows absolute paths in this namespace.");

    /// <summary>Whether it is a rule of the cluster's administrator, and not of CNI.</summary>
    public static bool IsPolicy(string id) => id.StartsWith("policy-", StringComparison.Ordinal);
}
