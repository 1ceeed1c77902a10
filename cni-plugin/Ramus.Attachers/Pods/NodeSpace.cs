using Ramus.Attachers.Calls;
using Ramus.Linux.Namespaces;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Pods;

/// <summary>The node's network namespace, which is that of this process.</summary>
internal sealed class NodeSpace : IShared
{
    public OpenedNamespace Space { get; } = OpenedNamespace.Current;

    /// <summary>The interfaces of the node.</summary>
    public RouteSocket Links { get; } = RouteSocket.Open(OpenedNamespace.Current);

    /// <inheritdoc/>
    public bool IsShared { get; set; }

    /// <summary>Opens the namespace, or returns the one that is open for all commands of the pod.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static NodeSpace For(PluginRequest request) => request.Shared is { } shared
        ? shared.Get(NetworkNamespace.Own, static () => new NodeSpace())
        : new NodeSpace();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!IsShared)
        {
            Links.Dispose();
        }
    }
}
