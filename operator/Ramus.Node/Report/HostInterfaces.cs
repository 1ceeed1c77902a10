using System.Globalization;
using System.Text;
using Ramus.Contract.NodeNetwork;
using Ramus.Linux.Files;
using Ramus.Linux.Namespaces;
using Ramus.Linux.Netlink;

namespace Ramus.Node.Report;

/// <summary>
/// The interfaces that networks can use as master. The host ends of the pods' veth pairs are omitted, because they
/// change with every pod.
/// </summary>
/// <param name="directory">The kernel's directory of interfaces.</param>
/// <param name="defaultRoute">
/// The index of the interface of the default route, 0 without one; null asks the kernel.
/// </param>
internal sealed class HostInterfaces(string directory = "/sys/class/net", Func<int>? defaultRoute = null)
{
    private const int Most = 200;
    private const int MaxBytes = 64 * 1024;

    /// <summary>The interfaces that exist now, sorted by name.</summary>
    /// <param name="isAsked">Whether a network uses the name as master; such an interface is never omitted.</param>
    public IReadOnlyList<HostInterface> Look(Func<string, bool>? isAsked = null)
    {
        var usual = (defaultRoute ?? OfDefaultRoute)();
        return Directory.Exists(directory)
            ? [.. Directory.EnumerateFileSystemEntries(directory).Select(path => Path.GetFileName(path)!)
                .Where(name => isAsked?.Invoke(name) == true || (name != "lo" && !IsPodsEnd(name)))
                .OrderBy(name => isAsked?.Invoke(name) != true).ThenBy(name => name, StringComparer.Ordinal).Take(Most)
                .Order(StringComparer.Ordinal)
                .Select(name => new HostInterface(
                    name, Text(name, "operstate") is { Length: > 0 } state ? state : "unknown", Number(name, "mtu"))
                {
                    HasDefaultRoute = usual > 0 && Number(name, "ifindex") == usual,
                })]
            : [];
    }

    // The plugins make the same choice: the first default route in the kernel's list.
    private static int OfDefaultRoute()
    {
        try
        {
            using var routes = RouteSocket.Open(NetworkNamespace.Own);
            return routes.DefaultRoutes().FirstOrDefault(static route => route.InterfaceIndex > 0)?.InterfaceIndex ?? 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>
    /// Detects one end of a veth pair: its iflink is another interface, and it has no DEVTYPE. A node that is itself a
    /// container has such an interface as its uplink, eth0.
    /// </summary>
    private bool IsPodsEnd(string name) =>
        Number(name, "iflink") != Number(name, "ifindex")
        && !Text(name, "uevent").Contains("DEVTYPE=", StringComparison.Ordinal)
        && !Path.Exists(Path.Combine(directory, name, "device"))
        && !IsUplinkName(name);

    private static bool IsUplinkName(string name) =>
        name.StartsWith("eth", StringComparison.Ordinal) && name.Length > 3
        && name.AsSpan(3).IndexOfAnyExceptInRange('0', '9') < 0;

    private int Number(string name, string file) =>
        int.TryParse(Text(name, file), CultureInfo.InvariantCulture, out var number) ? number : 0;

    // Empty also when the interface was deleted in the meantime.
    private string Text(string name, string file) => Encoding.UTF8.GetString(
        BoundedFile.TryRead(Path.Combine(directory, name, file), MaxBytes) ?? []).Trim();
}
