using System.Globalization;
using Ramus.Contract.NodeNetwork;

namespace Ramus.Node.Report;

/// <summary>
/// The interfaces that networks can be built on. The node's ends of pods' interfaces are left out: they come and go
/// with every pod.
/// </summary>
internal sealed class HostInterfaces(string directory = "/sys/class/net")
{
    private const int Most = 200;

    /// <summary>What is there now, sorted by name.</summary>
    /// <param name="isAsked">Names that networks ask for: these are told of whatever they are.</param>
    public IReadOnlyList<HostInterface> Look(Func<string, bool>? isAsked = null) =>
        Directory.Exists(directory)
            ? [.. Directory.EnumerateFileSystemEntries(directory).Select(path => Path.GetFileName(path)!)
                .Where(name => isAsked?.Invoke(name) == true || (name != "lo" && !IsPodsEnd(name)))
                .OrderBy(name => isAsked?.Invoke(name) != true).ThenBy(name => name, StringComparer.Ordinal).Take(Most)
                .Order(StringComparer.Ordinal)
                .Select(name => new HostInterface(
                    name, Text(name, "operstate") is { Length: > 0 } state ? state : "unknown", Number(name, "mtu")))]
            : [];

    /// <summary>
    /// One half of a veth pair says so by pointing to another interface without a type of its own. A node that is
    /// itself a container has such a one as its uplink, eth0.
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

    private string Text(string name, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(directory, name, file)).Trim();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It went away while we looked.
            return "";
        }
    }
}
