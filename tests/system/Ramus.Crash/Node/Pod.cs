namespace Ramus.Crash.Node;

/// <summary>A pod's sandbox: a network namespace of its own and a container id.</summary>
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

    /// <summary>The namespace goes, as when the sandbox was stopped.</summary>
    public void Stop()
    {
        if (IsRunning)
        {
            Command.Run("ip", "netns", "del", ContainerId);
        }
    }

    public void Dispose() => Stop();
}
