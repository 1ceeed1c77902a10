using Ramus.Contract.Json;
using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Plugins;

internal sealed class OvnOverlayRules : PluginRules
{
    private static readonly (string Key, string[] Topologies)[] Bound =
    [
        ("vlanID", ["localnet"]), ("physicalNetworkName", ["localnet"]),
        ("excludeSubnets", ["layer2", "localnet"]), ("reservedSubnets", ["layer2"]),
        ("infrastructureSubnets", ["layer2"]), ("defaultGatewayIPs", ["layer2"]),
        ("joinSubnet", ["layer2", "layer3"]), ("transitSubnet", ["layer2"]),
        ("allowPersistentIPs", ["layer2", "localnet"]),
    ];

    public OvnOverlayRules()
        : base(new PluginTraits("ovn-k8s-cni-overlay", PluginRole.Interface, IpamNeed.Forbidden)
        {
            Capabilities = new HashSet<string> { "CNIDeviceInfoFile" },
        })
    {
        Texts("netAttachDefName", "topology", "role", "subnets", "excludeSubnets", "reservedSubnets",
            "infrastructureSubnets", "defaultGatewayIPs", "joinSubnet", "transitSubnet", "physicalNetworkName",
            "transport", "outboundSNAT", "logFile", "logLevel");
        WholeNumbers("vlanID");
        Flags("allowPersistentIPs");
        Objects("evpn");
        Anything("uplink", "logfile-maxsize", "logfile-maxbackups", "logfile-maxage", "readme");
        Mtu(least: 1);
        OneOf(RuleBook.OvnTopology, "topology", "layer3", "layer2", "localnet");
        OneOf(RuleBook.OvnRole, "role", "primary", "secondary");
        Between(RuleBook.OvnVlan, "vlanID", 0, 4094);
        Check(CheckNames);
        Check(CheckTopology);
        Check(OvnSubnetText.Check);
    }

    private static void CheckNames(PluginView view, Findings findings)
    {
        var topology = view.Json.TryText("topology", out var text) ? text : "";
        if (view.Network.ConfigName is "default" or "ovn-kubernetes" && topology.Length > 0)
        {
            findings.Add(
                RuleBook.OvnNetworkName,
                view.Network.Json.PathOf("name"),
                $"\"{view.Network.ConfigName}\" is the name of the cluster's own network; choose another name");
        }

        var wanted = view.Network.Key.ToString();
        var isThere = view.Json.TryText("netAttachDefName", out var name);
        if (topology.Length > 0 && (isThere ? name != wanted : !view.Json.Has("netAttachDefName")))
        {
            findings.Add(
                RuleBook.OvnNetAttachDefName,
                view.Json.PathOf("netAttachDefName"),
                $"{(isThere ? $"\"{Quote.Short(name)}\" is not this network" : "the key is missing")}; "
                + $"write \"netAttachDefName\": \"{wanted}\"");
        }

        if (view.Network.Plugins.Count > 1)
        {
            findings.Add(
                RuleBook.OvnAlone,
                view.Network.Json.PathOf("plugins"),
                "ovn-k8s-cni-overlay does not work with other plugins in its list; remove them");
        }
    }

    private static void CheckTopology(PluginView view, Findings findings)
    {
        if (!view.Json.TryText("topology", out var topology) || topology.Length == 0)
        {
            return;
        }

        if (topology == "localnet" && view.Json.TryText("role", out var role) && role == "primary")
        {
            findings.Add(
                RuleBook.OvnRole,
                view.Json.PathOf("role"),
                "a localnet cannot be a pod's primary network; use topology layer2 or layer3, or role secondary");
        }

        foreach (var (key, topologies) in Bound)
        {
            if (view.Json.Has(key) && !topologies.Contains(topology))
            {
                findings.Add(
                    RuleBook.OvnTopologyKey,
                    view.Json.PathOf(key),
                    $"'{key}' is only valid for topology {string.Join(" or ", topologies)}, not for "
                    + $"{Quote.Short(topology)}; remove it, or change the topology");
            }
        }
    }
}
