using System.Collections.Frozen;
using Ramus.Contract.Cni;
using Ramus.Validation.Ipam;
using Ramus.Validation.Json;
using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Plugins;

/// <summary>The rules for the object of one plugin; a class for each plugin that is known here.</summary>
internal abstract class PluginRules : KeyedRules<PluginView>
{
    private static readonly FrozenDictionary<string, PluginRules> ByType =
        All().ToFrozenDictionary(static rules => rules.Traits.Type, StringComparer.Ordinal);

    // Names that must not be taken for a slip, though there are no rules for them.
    private static readonly string[] Others =
    [
        .. WrapperPlugins.Types, "calico", "cilium-cni", "weave-net", "antrea", "kube-ovn", "azure-vnet",
        "aws-cni", "userspace", "vdpa", "multi-nic", "galaxy", "spiderpool", "coordinator", "ifacer", "istio-cni",
        "linkerd-cni",
        "route-override", "cnv-bridge", "cnv-tuning", "bridge-marker", "ipoib", "netconf", "genie", "kubenet",
        "noop", "sdn",
    ];

    protected PluginRules(PluginTraits traits)
        : base(traits.Type, static view => view.Json)
    {
        Traits = traits;
        Texts("type", "deviceID", "pciBusID");
        Objects("capabilities", "runtimeConfig", "args", "ipam", "dns");
        // Of a single configuration they are judged as the network's, in a list they are overwritten.
        Anything("cniVersion", "cniVersions", "name", "prevResult");
        Anything("disableCheck", "disableGC", "loadOnlyInlinedPlugins");
    }

    public PluginTraits Traits { get; }

    /// <summary>The rules for a type, or null.</summary>
    public static PluginRules? Find(string type) => ByType.GetValueOrDefault(type);

    /// <summary>A known plugin with nearly this name, or null.</summary>
    public static string? Nearest(string type) =>
        Others.Contains(type) || IpamRules.Find(type) is not null
            ? null
            : Spelling.Nearest(type, ByType.Keys);

    protected void Mtu(decimal least = 68, bool negativeIsIgnored = false, string key = "mtu")
    {
        WholeNumbers(key);
        Check((view, report) =>
        {
            if (!view.Json.TryNumber(key, out var mtu) || mtu == 0 || (mtu >= least && mtu <= 65535))
            {
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

    private static IEnumerable<PluginRules> All() =>
    [
        new BridgeRules(), new MacvlanRules(), new IpvlanRules(), new VlanRules(), new PtpRules(),
        new HostDeviceRules(), new DummyRules(), new TapRules(), new LoopbackRules(), new FlannelRules(),
        new TuningRules(), new PortmapRules(), new BandwidthRules(), new SbrRules(), new VrfRules(),
        new FirewallRules(), new SriovRules(), new IbSriovRules(), new RdmaRules(), new AcceleratedBridgeRules(),
        new OvsRules(), new OvsMirrorRules("ovs-mirror-producer"), new OvsMirrorRules("ovs-mirror-consumer"),
        new BondRules(), new OvnOverlayRules(),
    ];
}
