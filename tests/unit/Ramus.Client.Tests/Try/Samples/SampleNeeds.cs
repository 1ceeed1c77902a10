using System.Diagnostics;
using Ramus.Client.Tests.Try.Seed;

namespace Ramus.Client.Tests.Try.Samples;

/// <summary>Checks whether this machine has the plugins that a manifest needs, and their kernel features.</summary>
internal static class SampleNeeds
{
    // Arguments that create an interface of the kind in a temporary network namespace.
    private static readonly Dictionary<string, string> Links = new(StringComparer.Ordinal)
    {
        ["macvlan"] = "link q0 name q2 type macvlan",
        ["ipvlan"] = "link q0 name q2 type ipvlan mode l2",
        ["vrf"] = "q2 type vrf table 100",
        ["dummy"] = "q2 type dummy",
        ["bond"] = "q2 type bond",
    };

    // These plugins need a daemon or hardware that a scratch node does not have.
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["dhcp"] = "a DHCP server and the plugin's daemon",
        ["whereabouts"] = "an API server with whereabouts' objects",
        ["ovs"] = "a running Open vSwitch",
        ["ib-sriov"] = "an InfiniBand card",
        ["accelerated-bridge"] = "a card in switchdev mode",
        ["ovn-k8s-cni-overlay"] = "OVN-Kubernetes",
    };

    /// <summary>Why the sample cannot run here; null when it can.</summary>
    public static string? Missing(Sample sample) => Missing(sample.Types);

    /// <summary>Why one of these types of plugins cannot run here; null when all can.</summary>
    public static string? Missing(IEnumerable<string> types) => types.Order(StringComparer.Ordinal)
        .Select(static type => MissingFor(type)).FirstOrDefault(static reason => reason is not null);

    private static string? MissingFor(string type) =>
        Elsewhere.TryGetValue(type, out var what) ? $"{type} needs {what}"
        : !TryProgram.HasPlugin(type) ? $"the plugin {type} is not installed"
        : Links.TryGetValue(type, out var link) && !CanMake(link) ? $"this kernel has no {type} links"
        : null;

    private static bool CanMake(string link)
    {
        using var probe = Process.Start(new ProcessStartInfo(
            "unshare", ["--net", "sh", "-c", $"ip link add q0 type veth peer name q1 && ip link add {link}"])
        {
            RedirectStandardError = true,
        })!;
        probe.StandardError.ReadToEnd();
        probe.WaitForExit();
        return probe.ExitCode == 0;
    }
}
