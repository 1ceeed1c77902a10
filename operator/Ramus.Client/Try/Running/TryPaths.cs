using Ramus.Contract.NodeDisk;

namespace Ramus.Client.Try.Running;

/// <summary>Where things are on the scratch node: where they are on a real one.</summary>
internal static class TryPaths
{
    public const string ConfDir = NodeLayout.StandardConfDir;

    /// <summary>Multus' directory for networks whose configuration is a file of the node.</summary>
    public const string NetworkConfDir = NodeLayout.StandardFilesDir;

    public const string StateDir = NodeLayout.StandardStateDir;

    public const string AllState = "/var/lib/cni";

    public const string Socket = NodeLayout.StandardSocket;

    /// <summary>Where the container runtime of the scratch node finds `ramus`.</summary>
    public const string BinDir = "/run/ramus-try/bin";

    public static string Record(string containerId) => NodeLayout.RecordIn(StateDir, containerId);

    public static string Report(string containerId) => NodeLayout.ReportIn(StateDir, containerId);
}
