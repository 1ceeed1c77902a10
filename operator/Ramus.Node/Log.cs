using Microsoft.Extensions.Logging;

namespace Ramus.Node;

/// <summary>The agent's log messages. Ids below 100 belong to Ramus.Kubernetes, which writes to the same log.</summary>
internal static partial class Log
{
    [LoggerMessage(101, LogLevel.Information, "ramus-node {Version} starts on node {Node}.")]
    public static partial void Starting(this ILogger logger, string version, string node);

    [LoggerMessage(102, LogLevel.Information, "ramus-node stops; its files stay on the node.")]
    public static partial void Stopping(this ILogger logger);

    [LoggerMessage(103, LogLevel.Critical, "{Part} ended unexpectedly.")]
    public static partial void PartFailed(this ILogger logger, Exception exception, string part);

    [LoggerMessage(104, LogLevel.Error, "Not ready, and no report about this node is published: {Reason}.")]
    public static partial void NodeMissing(this ILogger logger, string reason);

    [LoggerMessage(105, LogLevel.Information, "Found the Node object {Node} in the API server.")]
    public static partial void NodeFound(this ILogger logger, string node);

    [LoggerMessage(110, LogLevel.Information, "Installed the plugin as {Path}.")]
    public static partial void PluginInstalled(this ILogger logger, string path);

    [LoggerMessage(111, LogLevel.Error, "The plugin cannot be installed as {Path}: {Reason}")]
    public static partial void PluginNotInstalled(this ILogger logger, string path, string reason);

    [LoggerMessage(115, LogLevel.Information,
        "Loaded policy {Path}: {Rules} rules, namespace isolation: {Isolated}.")]
    public static partial void PolicyRead(this ILogger logger, string path, int rules, bool isolated);

    [LoggerMessage(117, LogLevel.Error, "No network is allowed, because {Path} cannot be read and no earlier policy is "
        + "known on this node: {Problem}")]
    public static partial void PolicyDenies(this ILogger logger, string path, string problem);

    [LoggerMessage(118, LogLevel.Warning, "The policy could not be saved in {Path}: {Problem}. The policy is in force, "
        + "but the node agent loses it if it restarts while the policy file is broken.")]
    public static partial void PolicyNotSaved(this ILogger logger, string path, string problem);

    [LoggerMessage(119, LogLevel.Error,
        "The changed policy could not be applied to the networks: {Problem}. The node agent will retry.")]
    public static partial void PolicyNotApplied(this ILogger logger, string problem);

    [LoggerMessage(116, LogLevel.Error,
    "The last good policy stays in force, because {Path} cannot be used: {Problem}")]
    public static partial void PolicyKept(this ILogger logger, string path, string problem);

    [LoggerMessage(120, LogLevel.Information, "Wrote {Path} with the default network from {Source}.")]
    public static partial void RuntimeConfigWritten(this ILogger logger, string path, string? source);

    [LoggerMessage(121, LogLevel.Warning, "Repaired the CNI configuration: {Damage}.")]
    public static partial void RuntimeConfigRepaired(this ILogger logger, string damage);

    [LoggerMessage(122, LogLevel.Warning, "Default network: {Problem}.")]
    public static partial void DefaultNetworkProblem(this ILogger logger, string problem);

    [LoggerMessage(125, LogLevel.Information,
        "Default network: {State}. This is normal while the node starts.")]
    public static partial void DefaultNetworkAwaited(this ILogger logger, string state);

    [LoggerMessage(123, LogLevel.Information, "Default network: the problem is resolved.")]
    public static partial void DefaultNetworkWell(this ILogger logger);

    [LoggerMessage(124, LogLevel.Error, "{Directory} cannot be read or written: {Reason}")]
    public static partial void ConfDirFailed(this ILogger logger, string directory, string reason);

    [LoggerMessage(130, LogLevel.Debug, "Rendered network {Network}.")]
    public static partial void NetworkRendered(this ILogger logger, string network);

    [LoggerMessage(131, LogLevel.Warning, "Network {Network} was not rendered: {Reason}")]
    public static partial void NetworkRefused(this ILogger logger, string network, string reason);

    [LoggerMessage(132, LogLevel.Information, "Removed the file of network {Network}: the network was deleted.")]
    public static partial void NetworkRemoved(this ILogger logger, string network);

    [LoggerMessage(133, LogLevel.Information, "Removed {Count} files of networks that no longer exist.")]
    public static partial void StaleNetworksRemoved(this ILogger logger, int count);

    [LoggerMessage(134, LogLevel.Warning, "Configuration file ignored: {Reason}")]
    public static partial void NetworkFileIgnored(this ILogger logger, string reason);

    [LoggerMessage(138, LogLevel.Error,
        "The rendered networks of an earlier run cannot be checked against the policy; retrying: {Reason}")]
    public static partial void StoredNetworksNotJudged(this ILogger logger, string reason);

    [LoggerMessage(137, LogLevel.Error,
        "The hand-written networks cannot be loaded or applied; retrying: {Reason}")]
    public static partial void NetworkFilesFailed(this ILogger logger, string reason);

    [LoggerMessage(135, LogLevel.Warning,
    "The rendered networks cannot be compared with those of the API server: {Reason}")]
    public static partial void SweepFailed(this ILogger logger, string reason);

    [LoggerMessage(136, LogLevel.Information,
    "Removed the file of network {Network}: its node selector no longer matches this node.")]
    public static partial void NetworkNotForThisNode(this ILogger logger, string network);

    [LoggerMessage(140, LogLevel.Information, "Answering requests of the plugin on {Socket}.")]
    public static partial void SocketListening(this ILogger logger, string socket);

    [LoggerMessage(141, LogLevel.Warning, "Refused a connection from user {User}: only root may connect.")]
    public static partial void PeerRefused(this ILogger logger, uint user);

    [LoggerMessage(142, LogLevel.Warning, "A request failed: {Reason}")]
    public static partial void RequestFailed(this ILogger logger, string reason);

    [LoggerMessage(143, LogLevel.Error, "The socket {Socket} failed and is recreated: {Reason}")]
    public static partial void SocketFailed(this ILogger logger, string socket, string reason);

    [LoggerMessage(144, LogLevel.Warning,
    "{Directory} is accessible to other users; its mode stays unchanged, because it contains other files.")]
    public static partial void SocketDirShared(this ILogger logger, string directory);

    [LoggerMessage(150, LogLevel.Information, "Published the status of pod {Pod}.")]
    public static partial void StatusPublished(this ILogger logger, string pod);

    [LoggerMessage(151, LogLevel.Warning, "Dropped status report {File}: {Reason}")]
    public static partial void StatusDropped(this ILogger logger, string file, string reason);

    [LoggerMessage(152, LogLevel.Error, "The spool {Directory} cannot be read: {Reason}")]
    public static partial void SpoolFailed(this ILogger logger, string directory, string reason);

    [LoggerMessage(155, LogLevel.Error, "The plugin's command reports {Path} cannot be read: {Reason}")]
    public static partial void CommandsUnreadable(this ILogger logger, string path, string reason);

    [LoggerMessage(156, LogLevel.Warning, "Ignored {Count} lines of {Path} that are not command reports.")]
    public static partial void CommandsDamaged(this ILogger logger, string path, int count);

    [LoggerMessage(160, LogLevel.Debug, "Wrote NodeNetwork {Node}.")]
    public static partial void NodeReported(this ILogger logger, string node);

    [LoggerMessage(162, LogLevel.Information,
        "NodeNetwork {Node} was not written, because the API server does not serve this resource yet; next try in "
        + "{Pause}.")]
    public static partial void NodeReportAwaited(this ILogger logger, string node, TimeSpan pause);

    [LoggerMessage(161, LogLevel.Warning,
        "NodeNetwork {Node} cannot be written; next try in {Pause}: {Reason}")]
    public static partial void NodeNotReported(this ILogger logger, string node, TimeSpan pause, string reason);
}
