using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Attachments.Hints;

/// <summary>The hint about the plugin firewall on a node without firewalld.</summary>
internal static class FirewallHints
{
    private const string What = "plugin configuration";

    // firewalld is asked over the system bus.
    private const string SystemBus = "/run/dbus/system_bus_socket";

    /// <summary>The hint for one plugin, whose input is <paramref name="config"/>; null for none.</summary>
    public static string? Find(JsonElement config) =>
        config.GetText("type", What) == "firewall" && config.GetText("backend", What) == "firewalld"
        && !File.Exists(SystemBus)
            ? "the network's 'backend' is 'firewalld', which does not run on this node: the D-Bus socket "
                + $"{SystemBus} is missing; start firewalld on the node, or write \"backend\": \"iptables\""
            : null;
}
