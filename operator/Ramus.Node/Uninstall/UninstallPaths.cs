namespace Ramus.Node.Uninstall;

/// <summary>Where the agent was installed.</summary>
/// <param name="ConfDir">CNI configurations.</param>
/// <param name="BinDir">CNI plugins.</param>
/// <param name="StateDir">Records of attachments.</param>
/// <param name="RunDir">The socket's directory; null leaves it.</param>
/// <param name="FilesDir">Configuration files of others; only removed when empty. Null leaves it.</param>
internal sealed record UninstallPaths(
    string ConfDir, string BinDir, string StateDir, string? RunDir = null, string? FilesDir = null);
