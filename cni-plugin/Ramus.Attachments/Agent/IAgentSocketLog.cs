namespace Ramus.Attachments.Agent;

/// <summary>The events of the socket that its owner may log.</summary>
public interface IAgentSocketLog
{
    /// <summary>The socket accepts requests now.</summary>
    void Listening(string path);

    /// <summary>The socket could not be opened or failed; it is retried.</summary>
    void Failed(string path, string reason);

    /// <summary>Other programs use the socket's directory, so its mode was not changed.</summary>
    void DirectoryIsShared(string directory);

    /// <summary>A process of a user other than root was refused.</summary>
    void PeerRefused(uint user);

    /// <summary>One connection ended before its reply was sent.</summary>
    void ConnectionFailed(string reason);
}
