namespace Ramus.Validation.Rules;

public static partial class RuleBook
{
    internal static readonly Rule BridgeName = Error(
        "bridge-name", "`bridge` must not be empty; without the key it is `cni0`.");

    internal static readonly Rule BridgeVlanRange = Error(
        "bridge-vlan-range", "`vlan` must be 0 to 4094; 0 means none.");

    internal static readonly Rule BridgeVlanTrunk = Error(
        "bridge-vlan-trunk",
        "A trunk entry must have `id`, or `minID` and `maxID` in ascending order, each 1 to 4094.");

    internal static readonly Rule BridgeHairpinPromisc = Error(
        "bridge-hairpin-promisc", "`hairpinMode` and `promiscMode` cannot be used together.");

    internal static readonly Rule BridgeNoInterface = Error(
        "bridge-no-interface", "With `disableContainerInterface` there is no interface for the addresses of `ipam`.");

    internal static readonly Rule BridgeDefaultRoute = Warning(
        "bridge-default-route", "`isDefaultGateway` adds the default route; a second default route in `ipam` fails.");

    internal static readonly Rule BridgeGatewayWithoutIpam = Warning(
        "bridge-gateway-without-ipam", "A bridge can be a gateway only with `ipam`.");

    internal static readonly Rule IpMasqBackend = Warning(
        "ip-masq-backend", "`ipMasqBackend` must be `iptables` or `nftables`.");

    internal static readonly Rule MacvlanMode = Error(
        "macvlan-mode", "`mode` must be one of `bridge`, `private`, `vepa` and `passthru`.");

    internal static readonly Rule MacvlanQueue = Error("macvlan-bcqueuelen", "`bcqueuelen` must be 0 to 4294967295.");

    internal static readonly Rule IpvlanMode = Error("ipvlan-mode", "`mode` must be one of `l2`, `l3` and `l3s`.");

    internal static readonly Rule VlanIdRange = Error("vlan-id-range", "`vlanId` must be 0 to 4094.");

    internal static readonly Rule VlanIdMissing = Warning(
        "vlan-id-missing", "Without `vlanId` frames are tagged with VLAN 0, which is probably not intended.");

    internal static readonly Rule HostDeviceSelector = Error(
        "host-device-selector", "One of `device`, `hwaddr`, `kernelpath` and `pciBusID` must select the device.");

    internal static readonly Rule HostDeviceAddress = Error("host-device-hwaddr", "`hwaddr` must be a MAC address.");

    internal static readonly Rule PciAddress = Error("pci-address", "A PCI address must have the form `0000:03:02.0`.");

    internal static readonly Rule TapOwner = Error("tap-owner", "`owner` and `group` must be 0 to 4294967295.");

    internal static readonly Rule LoopbackKeys = Warning(
        "loopback-name", "loopback always sets up `lo`, whatever interface the pod requests.");

    internal static readonly Rule TuningSysctlKey = Error("tuning-sysctl-key", "tuning sets only sysctls below `net`.");

    internal static readonly Rule TuningSysctlTwice = Warning(
        "tuning-sysctl-twice", "A sysctl must be set only once, with dots or with slashes.");

    internal static readonly Rule TuningArgsSysctl = Error(
        "tuning-args-sysctl", "`args.cni.sysctl` needs a `sysctl` object in the plugin; without it tuning crashes.");

    internal static readonly Rule TuningTxQueue = Warning(
        "tuning-txqlen", "`txQLen` should be positive; other values are ignored.");

    internal static readonly Rule PortmapMarkBit = Error("portmap-mark-bit", "`markMasqBit` must be 0 to 31.");

    internal static readonly Rule PortmapMarkChain = Error(
        "portmap-mark-chain", "`externalSetMarkChain` and `markMasqBit` cannot be used together.");

    internal static readonly Rule PortmapBackend = Warning(
        "portmap-backend", "`backend` must be `iptables` or `nftables`.");

    internal static readonly Rule PortmapCapability = Warning(
        "portmap-capability", "portmap maps ports only if it declares the capability `portMappings`.");

    internal static readonly Rule BandwidthPair = Error(
        "bandwidth-pair", "A rate needs its burst, and a burst needs its rate.");

    internal static readonly Rule BandwidthRate = Error(
        "bandwidth-rate", "Rates and bursts are in bits and must be at least 8; a burst must be below 32 Gibit.");

    internal static readonly Rule BandwidthInterface = Error(
        "bandwidth-interface", "bandwidth shapes only veth pairs, which bridge and ptp create.");

    internal static readonly Rule SbrAddresses = Error(
        "sbr-addresses", "sbr routes by the source address, so the plugin before it needs `ipam`.");

    internal static readonly Rule SbrGateway = Warning(
        "sbr-gateway", "The addresses of the plugin before sbr need a gateway, or sbr's table has no default route.");

    internal static readonly Rule PtpGateway = Error(
        "ptp-gateway", "ptp needs a gateway for every address; static and whereabouts have one only if it is written.");

    internal static readonly Rule PtpPodAddresses = Warning(
        "ptp-pod-addresses", "The addresses that a pod requests from static have no gateway, without which ptp fails.");

    internal static readonly Rule PtpPrefix = Error(
        "ptp-prefix", "ptp needs IPv4 addresses with a prefix length of at most /31.");

    internal static readonly Rule SbrTable = Warning("sbr-table", "`table` must be 1 to 4294967295.");

    internal static readonly Rule VrfTable = Error(
        "vrf-table", "`table` must be 0 to 4294967295; 0 means the next free one.");

    internal static readonly Rule FirewallBackend = Warning(
        "firewall-backend",
        "`backend` must be `iptables` or `firewalld`; for any other value the plugin chooses one itself.");

    internal static readonly Rule FirewallPolicy = Error(
        "firewall-ingress-policy", "`ingressPolicy` must be one of `open`, `same-bridge` and `isolated`.");

    internal static readonly Rule FirewallChain = Error(
        "firewall-admin-chain", "A chain name must have at most 28 characters and no spaces.");

    internal static readonly Rule FlannelDelegate = Error(
        "flannel-delegate", "flannel sets the name of its `delegate` itself.");

    internal static readonly Rule SriovVlanRange = Error("sriov-vlan-range", "`vlan` must be 0 to 4094.");

    internal static readonly Rule SriovVlanQos = Error(
        "sriov-vlan-qos", "`vlanQoS` must be 0 to 7, and values other than 0 need a `vlan` above 0.");

    internal static readonly Rule SriovVlanProto = Error(
        "sriov-vlan-proto", "`vlanProto` must be `802.1q` or `802.1ad`; the latter needs a `vlan` above 0.");

    internal static readonly Rule SriovSwitch = Error(
        "sriov-on-off", "`spoofchk` and `trust` must be the strings `on` or `off`.");

    internal static readonly Rule SriovLinkState = Error(
        "sriov-link-state", "`link_state` must be one of `auto`, `enable` and `disable`.");

    internal static readonly Rule SriovRates = Error(
        "sriov-tx-rate",
        "`min_tx_rate` and `max_tx_rate` must not be negative, and the minimum must not be above the maximum.");

    internal static readonly Rule IbSriovPkey = Error(
        "ib-sriov-pkey", "`pkey` must be a hexadecimal number like `0x8001`.");

    internal static readonly Rule IbSriovLinkState = Error(
        "ib-sriov-link-state", "`link_state` must be one of `auto`, `enable` and `disable`.");

    internal static readonly Rule IbSriovArgs = Error("ib-sriov-args", "Values in `args.cni` must be strings.");

    internal static readonly Rule RdmaIsolationTwice = Error(
        "rdma-isolation-twice",
        "The plugin rdma and ib-sriov's `rdmaIsolation` move the same device; use only one of them.");

    internal static readonly Rule AcceleratedBridgeVlan = Error("accelerated-bridge-vlan", "`vlan` must be 0 to 4094.");

    internal static readonly Rule OvsBridge = Error(
        "ovs-bridge", "`bridge` must name the Open vSwitch bridge, unless a device or a port determines it.");

    internal static readonly Rule OvsVlanRange = Error("ovs-vlan-range", "`vlan` must be 0 to 4094.");

    internal static readonly Rule OvsTrunk = Error(
        "ovs-trunk", "A trunk entry must have `id`, or `minID` and `maxID` in ascending order, each 0 to 4095.");

    internal static readonly Rule OvsPort = Error("ovs-ofport-request", "`ofport_request` must be 1 to 65279.");

    internal static readonly Rule BondMode = Error(
        "bond-mode", "`mode` must be a mode of the kernel's bonding driver.");

    internal static readonly Rule BondMiimon = Error("bond-miimon", "`miimon` must be a number in quotes.");

    internal static readonly Rule BondLinks = Error(
        "bond-links", "`links` must have at least two links, each with a `name`.");

    internal static readonly Rule BondLinkTwice = Error("bond-link-twice", "A link must be in a bond only once.");

    internal static readonly Rule BondFailOverMac = Error("bond-fail-over-mac", "`failOverMac` must be 0, 1 or 2.");

    internal static readonly Rule BondSwitch = Error(
        "bond-switch", "`allSlavesActive` and `tlbDynamicLb` must be 0 or 1.");

    internal static readonly Rule BondTlb = Error(
        "bond-tlb", "`tlbDynamicLb` has an effect only in the modes balance-tlb and balance-alb.");

    internal static readonly Rule BondHash = Error(
        "bond-hash-policy", "`xmitHashPolicy` must be a policy of the kernel's bonding driver.");

    internal static readonly Rule OvnNetworkName = Error(
        "ovn-name", "`name` must not be empty, `default` or `ovn-kubernetes`.");

    internal static readonly Rule OvnNetAttachDefName = Error(
        "ovn-net-attach-def-name", "`netAttachDefName` must be the namespace and name of this network.");

    internal static readonly Rule OvnTopology = Error(
        "ovn-topology", "`topology` must be one of `layer2`, `layer3` and `localnet`.");

    internal static readonly Rule OvnRole = Error(
        "ovn-role", "`role` must be `primary` or `secondary`; `primary` is not possible for localnet.");

    internal static readonly Rule OvnSubnets = Error(
        "ovn-subnets",
        "`subnets` must be a comma-separated list of prefixes, for layer3 with the prefix length of a node.");

    internal static readonly Rule OvnExclude = Error(
        "ovn-exclude-subnets", "`excludeSubnets` must be prefixes inside `subnets`; not possible for layer3.");

    internal static readonly Rule OvnTopologyKey = Error("ovn-topology-key", "A key must be valid for the topology.");

    internal static readonly Rule OvnVlan = Error("ovn-vlan-range", "`vlanID` must be 0 to 4094.");

    internal static readonly Rule OvnAlone = Error(
        "ovn-alone", "ovn-k8s-cni-overlay must be the only plugin in its list.");
}
