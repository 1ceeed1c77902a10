namespace Ramus.Attachments.Agent;

/// <summary>What is worth a line in the log of whoever answers plugins.</summary>
public interface IAgentSocketLog
{
    /// <summary>Plugins are answered from now on.</summary>
    void Listening(string path);

    /// <summary>Plugins get no answers; it is tried again.</summary>
    void Failed(string path, string reason);

    /// <summary>The directory of the socket is used by others, so its mode was not changed.</summary>
    void DirectoryIsShared(string directory);

    /// <summary>A process that is not root's wanted an answer.</summary>
    void PeerRefused(uint user);

    /// <summary>One connection ended before its answer.</summary>
    void ConnectionFailed(string reason);
}
