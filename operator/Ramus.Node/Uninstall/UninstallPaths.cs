namespace Ramus.Node.Uninstall;

/// <summary>The directories that the agent used on the node.</summary>
/// <param name="ConfDir">The CNI configurations.</param>
/// <param name="BinDir">The CNI plugins.</param>
/// <param name="StateDir">The attachment records.</param>
/// <param name="RunDir">The socket's directory; null keeps it.</param>
/// <param name="FilesDir">The administrator's configuration files; only removed when empty. Null keeps it.</param>
internal sealed record UninstallPaths(
    string ConfDir, string BinDir, string StateDir, string? RunDir = null, string? FilesDir = null);
