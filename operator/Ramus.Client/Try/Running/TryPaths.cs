namespace Ramus.Client.Try.Running;

/// <summary>Where things are on the scratch node: where they are on a real one.</summary>
internal static class TryPaths
{
    public const string ConfDir = "/etc/cni/net.d";

    /// <summary>Multus' directory for networks whose configuration is a file of the node.</summary>
    public const string NetworkConfDir = "/etc/cni/multus/net.d";

    public const string StateDir = "/var/lib/cni/ramus";

    public const string AllState = "/var/lib/cni";

    public const string Socket = "/run/ramus/node.sock";

    /// <summary>Where the container runtime of the scratch node finds `ramus`.</summary>
    public const string BinDir = "/run/ramus-try/bin";

    public static string Record(string containerId) => $"{StateDir}/attachments/{containerId}.jsonl";

    public static string Report(string containerId) => $"{StateDir}/spool/{containerId}.json";
}
