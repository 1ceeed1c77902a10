using Ramus.Contract.NodeDisk;

namespace Ramus.Client.Try.Running;

/// <summary>The paths on the scratch node, which are the same as on a real node.</summary>
internal static class TryPaths
{
    public const string ConfDir = NodeLayout.StandardConfDir;

    /// <summary>The directory for networks whose configuration is a file on the node.</summary>
    public const string NetworkConfDir = NodeLayout.StandardFilesDir;

    public const string StateDir = NodeLayout.StandardStateDir;

    public const string AllState = "/var/lib/cni";

    public const string Socket = NodeLayout.StandardSocket;

    /// <summary>The directory in which the container runtime of the scratch node finds `ramus`.</summary>
    public const string BinDir = "/run/ramus-try/bin";

    public static string Record(string containerId) => NodeLayout.RecordIn(StateDir, containerId);

    public static string Report(string containerId) => NodeLayout.ReportIn(StateDir, containerId);
}
