namespace Ramus.Crash.Node;

/// <summary>A pod's sandbox: its network namespace and its container ID.</summary>
internal sealed class Pod : IDisposable
{
    public Pod(string containerId)
    {
        ContainerId = containerId;
        Command.Run("ip", "netns", "add", containerId);
    }

    public string ContainerId { get; }

    public string Netns => $"/run/netns/{ContainerId}";

    public bool IsRunning => File.Exists(Netns);

    public IReadOnlyList<string> Interfaces => Links.Interfaces(ContainerId);

    /// <summary>Removes the namespace, as stopping the sandbox does.</summary>
    public void Stop()
    {
        if (IsRunning)
        {
            Command.Run("ip", "netns", "del", ContainerId);
        }
    }

    public void Dispose() => Stop();
}
