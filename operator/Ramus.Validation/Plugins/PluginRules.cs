using System.Collections.Frozen;
using Ramus.Contract.Cni;
using Ramus.Validation.Ipam;
using Ramus.Validation.Json;
using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Plugins;

/// <summary>The rules for the object of one plugin, with one class per known plugin.</summary>
internal abstract class PluginRules : KeyedRules<PluginView>
{
    private static readonly FrozenDictionary<string, PluginRules> ByType =
        All().ToFrozenDictionary(static rules => rules.Traits.Type, StringComparer.Ordinal);

    // Names without rules that must not be reported as misspelt.
    private static readonly string[] Others =
    [
        .. WrapperPlugins.Types, .. InterfacePlugins.Types,
        "afxdp", "antrea", "aws-cni", "azure-vnet", "bridge-marker", "calico", "cilium-cni", "coordinator", "galaxy",
        "genie", "ifacer", "istio-cni", "kube-ovn", "kubenet", "linkerd-cni", "multi-nic", "netconf", "noop", "sdn",
        "spiderpool", "userspace", "vdpa", "weave-net",
    ];

    protected PluginRules(PluginTraits traits)
        : base(traits.Type, static view => view.Json)
    {
        Traits = traits;
        Texts("type", "deviceID", "pciBusID");
        Objects("capabilities", "runtimeConfig", "args", "ipam", "dns");
        // In a single configuration other rules check these keys; in a list the runtime overwrites them.
        Anything("cniVersion", "cniVersions", "name", "prevResult");
        Anything("disableCheck", "disableGC", "loadOnlyInlinedPlugins");
    }

    public PluginTraits Traits { get; }

    /// <summary>The rules for a type; null when there are none.</summary>
    public static PluginRules? Find(string type) => ByType.GetValueOrDefault(type);

    /// <summary>A known plugin with a similar name, or null.</summary>
    public static string? Nearest(string type) =>
        Others.Contains(type) || IpamRules.Find(type) is not null
            ? null
            : Spelling.Nearest(type, ByType.Keys);

    protected void Mtu(decimal least = 68, bool negativeIsIgnored = false, string key = "mtu")
    {
        WholeNumbers(key);
        Check((view, report) =>
        {
            if (!view.Json.TryNumber(key, out var mtu) || mtu == 0)
            {
                return;
            }

            if (mtu >= least && mtu <= 65535)
            {
                CheckIpv6(view, view.Json.PathOf(key), mtu, report);
                return;
            }

            var isIgnored = negativeIsIgnored && mtu < 0;
            report.Add(
                isIgnored ? RuleBook.MtuIgnored : RuleBook.MtuRange,
                view.Json.PathOf(key),
                isIgnored
                    ? $"an MTU of {mtu} is ignored; write one from 68 to 65535, or remove the key"
                    : $"an MTU of {mtu} is out of range; write one from 68 to 65535, or 0 for the kernel's choice");
        });
    }

    // RFC 8200, section 5. The kernel does not set IPv6 addresses on an interface with a smaller MTU.
    private static void CheckIpv6(PluginView view, JsonPlace path, decimal mtu, Findings report)
    {
        if (mtu < 1280 && IpamAddresses.Of(view).FirstOrDefault(static source => !source.Prefix.IsV4) is { } source)
        {
            report.Add(
                RuleBook.MtuIpv6,
                path,
                $"an MTU of {mtu} is below 1280, the minimum of IPv6, so no address of {source.Prefix} can be set; "
                + "write 1280 or more");
        }
    }

    private static IEnumerable<PluginRules> All() =>
    [
        new BridgeRules(), new MacvlanRules(), new IpvlanRules(), new VlanRules(), new PtpRules(),
        new HostDeviceRules(), new DummyRules(), new TapRules(), new MacvtapRules(),
        new LoopbackRules(), new FlannelRules(),
        new TuningRules(), new PortmapRules(), new BandwidthRules(), new SbrRules(), new VrfRules(),
        new FirewallRules(), new SriovRules(), new IbSriovRules(), new RdmaRules(), new AcceleratedBridgeRules(),
        new OvsRules(), new OvsMirrorRules("ovs-mirror-producer"), new OvsMirrorRules("ovs-mirror-consumer"),
        new BondRules(), new OvnOverlayRules(),
    ];
}
