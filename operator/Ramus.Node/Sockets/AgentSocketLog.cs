using Microsoft.Extensions.Logging;
using Ramus.Attachments.Agent;

namespace Ramus.Node.Sockets;

/// <summary>The socket's part of the agent's log.</summary>
internal sealed class AgentSocketLog(ILogger logger) : IAgentSocketLog
{
    public void Listening(string path) => logger.SocketListening(path);

    public void Failed(string path, string reason) => logger.SocketFailed(path, reason);

    public void DirectoryIsShared(string directory) => logger.SocketDirShared(directory);

    public void PeerRefused(uint user) => logger.PeerRefused(user);

    public void ConnectionFailed(string reason) => logger.RequestFailed($"the plugin's connection: {reason}");
}
