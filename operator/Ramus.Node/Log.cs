using Microsoft.Extensions.Logging;

namespace Ramus.Node;

/// <summary>What the agent says. Numbers below 100 belong to Ramus.Kubernetes, which writes to the same log.</summary>
internal static partial class Log
{
    [LoggerMessage(101, LogLevel.Information, "ramus-node {Version} on node {Node}.")]
    public static partial void Starting(this ILogger logger, string version, string node);

    [LoggerMessage(102, LogLevel.Information, "Stopping: the node keeps its files.")]
    public static partial void Stopping(this ILogger logger);

    [LoggerMessage(103, LogLevel.Critical, "{Part} ended unexpectedly.")]
    public static partial void PartFailed(this ILogger logger, Exception exception, string part);

    [LoggerMessage(110, LogLevel.Information, "Plugin installed as {Path}.")]
    public static partial void PluginInstalled(this ILogger logger, string path);

    [LoggerMessage(111, LogLevel.Error, "The plugin cannot be installed as {Path}: {Reason}")]
    public static partial void PluginNotInstalled(this ILogger logger, string path, string reason);

    [LoggerMessage(115, LogLevel.Information,
        "Policy read from {Path}: {Rules} rules, isolated namespaces: {Isolated}.")]
    public static partial void PolicyRead(this ILogger logger, string path, int rules, bool isolated);

    [LoggerMessage(117, LogLevel.Error, "No network is allowed, because {Path} cannot be read and no earlier policy is "
        + "known on this node: {Problem}")]
    public static partial void PolicyDenies(this ILogger logger, string path, string problem);

    [LoggerMessage(118, LogLevel.Warning, "The policy could not be saved in {Path}: {Problem}. The policy is in force, "
        + "but the node agent will not have it after a restart if the file is then broken.")]
    public static partial void PolicyNotSaved(this ILogger logger, string path, string problem);

    [LoggerMessage(119, LogLevel.Error,
        "Networks could not be judged by the changed policy: {Problem}. The node agent tries again.")]
    public static partial void PolicyNotApplied(this ILogger logger, string problem);

    [LoggerMessage(116, LogLevel.Error, "The last good policy stays in force, {Path} is not used: {Problem}")]
    public static partial void PolicyKept(this ILogger logger, string path, string problem);

    [LoggerMessage(120, LogLevel.Information, "{Path} written, default network from {Source}.")]
    public static partial void RuntimeConfigWritten(this ILogger logger, string path, string? source);

    [LoggerMessage(121, LogLevel.Warning, "Repaired: {Damage}.")]
    public static partial void RuntimeConfigRepaired(this ILogger logger, string damage);

    [LoggerMessage(122, LogLevel.Warning, "Default network: {Problem}.")]
    public static partial void DefaultNetworkProblem(this ILogger logger, string problem);

    [LoggerMessage(123, LogLevel.Information, "Default network: all well again.")]
    public static partial void DefaultNetworkWell(this ILogger logger);

    [LoggerMessage(124, LogLevel.Error, "{Directory} cannot be read or written: {Reason}")]
    public static partial void ConfDirFailed(this ILogger logger, string directory, string reason);

    [LoggerMessage(130, LogLevel.Debug, "Network {Network} rendered.")]
    public static partial void NetworkRendered(this ILogger logger, string network);

    [LoggerMessage(131, LogLevel.Warning, "Network {Network} not rendered: {Reason}")]
    public static partial void NetworkRefused(this ILogger logger, string network, string reason);

    [LoggerMessage(132, LogLevel.Information, "Network {Network} removed.")]
    public static partial void NetworkRemoved(this ILogger logger, string network);

    [LoggerMessage(133, LogLevel.Information, "{Count} files of networks that no longer exist removed.")]
    public static partial void StaleNetworksRemoved(this ILogger logger, int count);

    [LoggerMessage(134, LogLevel.Warning, "Configuration file ignored: {Reason}")]
    public static partial void NetworkFileIgnored(this ILogger logger, string reason);

    [LoggerMessage(135, LogLevel.Warning, "The rendered networks cannot be compared with the API server's: {Reason}")]
    public static partial void SweepFailed(this ILogger logger, string reason);

    [LoggerMessage(136, LogLevel.Information, "Network {Network} removed: it is for other nodes now.")]
    public static partial void NetworkNotForThisNode(this ILogger logger, string network);

    [LoggerMessage(140, LogLevel.Information, "Answering plugins on {Socket}.")]
    public static partial void SocketListening(this ILogger logger, string socket);

    [LoggerMessage(141, LogLevel.Warning, "A connection from user {User} was refused: only root may ask.")]
    public static partial void PeerRefused(this ILogger logger, uint user);

    [LoggerMessage(142, LogLevel.Warning, "A request failed: {Reason}")]
    public static partial void RequestFailed(this ILogger logger, string reason);

    [LoggerMessage(143, LogLevel.Error, "The socket {Socket} failed and is made again: {Reason}")]
    public static partial void SocketFailed(this ILogger logger, string socket, string reason);

    [LoggerMessage(144, LogLevel.Warning, "{Directory} is open to other users and holds other files: it is left so.")]
    public static partial void SocketDirShared(this ILogger logger, string directory);

    [LoggerMessage(150, LogLevel.Information, "Status of pod {Pod} published.")]
    public static partial void StatusPublished(this ILogger logger, string pod);

    [LoggerMessage(151, LogLevel.Warning, "Status report {File} dropped: {Reason}")]
    public static partial void StatusDropped(this ILogger logger, string file, string reason);

    [LoggerMessage(152, LogLevel.Error, "The spool {Directory} cannot be read: {Reason}")]
    public static partial void SpoolFailed(this ILogger logger, string directory, string reason);

    [LoggerMessage(160, LogLevel.Debug, "NodeNetwork {Node} written.")]
    public static partial void NodeReported(this ILogger logger, string node);

    [LoggerMessage(161, LogLevel.Warning,
        "NodeNetwork {Node} cannot be written; it is tried again in {Pause}: {Reason}")]
    public static partial void NodeNotReported(this ILogger logger, string node, TimeSpan pause, string reason);
}
