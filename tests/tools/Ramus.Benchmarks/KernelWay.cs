using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Ramus.Linux.Files;
using Ramus.Linux.Namespaces;
using Ramus.Linux.Netlink;

namespace Ramus.Benchmarks;

/// <summary>
/// What attaching a pod costs when nothing but the kernel works: the same interfaces, addresses, routes and leases,
/// made by this process, which runs already. No plugin can be faster.
/// </summary>
internal static class KernelWay
{
    private const int PrefixLength = 16, BridgeMode = 4;

    private static int attached;

    internal static AttachWay Of(BenchNode node) => new("the kernel alone", () =>
    {
        // An address of the upper half: the plugins allocate those of the lower half.
        var host = 0x8000 + attached++;
        var pod = node.NewPod();
        var start = Stopwatch.GetTimestamp();
        Attach(node, pod, host);
        var add = Stopwatch.GetElapsedTime(start);
        start = Stopwatch.GetTimestamp();
        Detach(node, pod, host);
        return (add, Stopwatch.GetElapsedTime(start));
    });

    private static void Attach(BenchNode node, BenchPod pod, int host)
    {
        using var space = OpenedNamespace.Open(pod.Netns);
        using var links = RouteSocket.Open(space);
        using var own = RouteSocket.Open(OpenedNamespace.Current);
        var bridge = own.IndexOf(node.Bridge)!.Value;
        var uplink = own.IndexOf(node.Uplink)!.Value;
        for (var index = 0; index <= node.Further.Count; index++)
        {
            var name = AttachWay.InterfaceName(index);
            own.Create(index == 0
                ? new NewLink($"k{pod.Id}", new VethKind(name, space)) { Master = bridge, IsUp = true }
                : new NewLink(name, new MacvlanKind(BridgeMode, 0)) { Parent = uplink, Space = space });
            var link = links.IndexOf(name)!.Value;
            var lease = LeaseOf(node, index, host);
            PosixFile.MakeDirectory(Path.GetDirectoryName(lease)!);
            PosixFile.Replace(lease, Encoding.UTF8.GetBytes(pod.Id));
            var address = new LinkAddress(IPAddress.Parse(Path.GetFileName(lease)), PrefixLength);
            links.SetUp(link, [address], index > 0 ? [] :
            [
                new Route(IPAddress.Any, 0) { InterfaceIndex = link, Gateway = IPAddress.Parse("10.254.0.1") },
            ]);
        }
    }

    private static void Detach(BenchNode node, BenchPod pod, int host)
    {
        using var links = RouteSocket.Open(pod.Netns);
        links.RemoveTogether([.. Enumerable.Range(0, 1 + node.Further.Count).Select(AttachWay.InterfaceName)]);
        for (var index = 0; index <= node.Further.Count; index++)
        {
            PosixFile.Remove(LeaseOf(node, index, host));
        }
    }

    private static string LeaseOf(BenchNode node, int index, int host) => string.Create(
        CultureInfo.InvariantCulture,
        $"{node.Leases}/kernel-{index}/10.{(index == 0 ? 254 : index)}.{host >> 8}.{host & 0xFF}");
}
