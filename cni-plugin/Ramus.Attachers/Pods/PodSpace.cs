using Ramus.Attachers.Calls;
using Ramus.Contract.Cni;
using Ramus.Linux.Namespaces;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Pods;

/// <summary>A pod's network namespace, opened once for all changes of a command.</summary>
internal sealed class PodSpace : IShared
{
    private readonly List<Link> unsettled = [];

    private PodSpace(OpenedNamespace space)
    {
        Space = space;
        Links = RouteSocket.Open(space);
    }

    public OpenedNamespace Space { get; }

    /// <summary>The interfaces in the pod.</summary>
    public RouteSocket Links { get; }

    /// <inheritdoc/>
    public bool IsShared { get; set; }

    /// <summary>
    /// The interfaces with addresses whose detection of duplicates is awaited later, for all networks of the pod at
    /// once; null when a command waits itself.
    /// </summary>
    public ICollection<Link>? Unsettled => IsShared ? unsettled : null;

    /// <summary>Opens the pod's namespace, or returns the one that is open for all commands of the pod.</summary>
    /// <exception cref="CniException">There is no namespace, or it is the node's own.</exception>
    public static PodSpace For(PluginRequest request) => request.Shared is { } shared
        ? shared.Get(request.Netns, () => Open(request.Netns))
        : Open(request.Netns);

    /// <summary>As <see cref="For"/>; null when there is no namespace.</summary>
    /// <exception cref="CniException">It is the node's own namespace.</exception>
    public static PodSpace? TryFor(PluginRequest request) =>
        request.Netns.Length == 0 || NetworkNamespace.Look(request.Netns) == NamespaceKind.Missing
            ? null
            : For(request);

    /// <summary>Removes the pod's interface; success when the namespace or the interface is gone.</summary>
    public static void RemoveLink(PluginRequest request)
    {
        using var pod = TryFor(request);
        pod?.Remove(request.IfName);
    }

    private static PodSpace Open(string netns) => TryOpen(netns)
        ?? throw PluginFailure.Of($"failed to open netns \"{netns}\": it is not a network namespace");

    private static PodSpace? TryOpen(string netns)
    {
        var space = OpenedNamespace.TryOpen(netns);
        try
        {
            switch (space?.Kind ?? NamespaceKind.Missing)
            {
                case NamespaceKind.Missing:
                    return null;
                case NamespaceKind.Own:
                    throw new CniException(
                        CniErrorCode.InvalidNetns, $"CNI_NETNS '{netns}' is the network namespace of the node");
                default:
                    var pod = new PodSpace(space!);
                    space = null;
                    return pod;
            }
        }
        finally
        {
            space?.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!IsShared)
        {
            Links.Dispose();
            Space.Dispose();
        }
    }

    /// <summary>Removes an interface; success when it is gone.</summary>
    public void Remove(string ifName)
    {
        if (Links.IndexOf(ifName) is { } index)
        {
            Links.RemoveLink(index);
        }
    }
}
