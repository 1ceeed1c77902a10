namespace Ramus.Validation.Rules;

public static partial class RuleBook
{
    internal static readonly Rule BridgeName = Error(
        "bridge-name", "`bridge` is not empty; without the key it is `cni0`.");

    internal static readonly Rule BridgeVlanRange = Error("bridge-vlan-range", "`vlan` is 0 to 4094; 0 means none.");

    internal static readonly Rule BridgeVlanTrunk = Error(
        "bridge-vlan-trunk", "A trunk has `id`, or `minID` and `maxID`, each 1 to 4094, in order.");

    internal static readonly Rule BridgeHairpinPromisc = Error(
        "bridge-hairpin-promisc", "`hairpinMode` and `promiscMode` exclude each other.");

    internal static readonly Rule BridgeNoInterface = Error(
        "bridge-no-interface", "With `disableContainerInterface` there is nothing that `ipam` could address.");

    internal static readonly Rule BridgeDefaultRoute = Warning(
        "bridge-default-route", "`isDefaultGateway` adds the default route; a second one in `ipam` collides with it.");

    internal static readonly Rule BridgeGatewayWithoutIpam = Warning(
        "bridge-gateway-without-ipam", "A bridge is a gateway only for addresses that `ipam` hands out.");

    internal static readonly Rule IpMasqBackend = Warning(
        "ip-masq-backend", "`ipMasqBackend` is `iptables` or `nftables`.");

    internal static readonly Rule MacvlanMode = Error(
        "macvlan-mode", "`mode` is `bridge`, `private`, `vepa` or `passthru`.");

    internal static readonly Rule MacvlanQueue = Error("macvlan-bcqueuelen", "`bcqueuelen` is 0 to 4294967295.");

    internal static readonly Rule IpvlanMode = Error("ipvlan-mode", "`mode` is `l2`, `l3` or `l3s`.");

    internal static readonly Rule VlanIdRange = Error("vlan-id-range", "`vlanId` is 0 to 4094.");

    internal static readonly Rule VlanIdMissing = Warning(
        "vlan-id-missing", "Without `vlanId` frames are tagged with VLAN 0, which is hardly meant.");

    internal static readonly Rule HostDeviceSelector = Error(
        "host-device-selector", "One of `device`, `hwaddr`, `kernelpath` and `pciBusID` says which device is meant.");

    internal static readonly Rule HostDeviceAddress = Error("host-device-hwaddr", "`hwaddr` is a MAC address.");

    internal static readonly Rule PciAddress = Error(
        "pci-address", "A PCI address is written like `0000:03:02.0`.");

    internal static readonly Rule TapOwner = Error("tap-owner", "`owner` and `group` are 0 to 4294967295.");

    internal static readonly Rule LoopbackKeys = Warning(
        "loopback-name", "loopback always sets up `lo`, whatever interface was asked for.");

    internal static readonly Rule TuningSysctlKey = Error(
        "tuning-sysctl-key", "tuning sets only values below `net`.");

    internal static readonly Rule TuningSysctlTwice = Warning(
        "tuning-sysctl-twice", "A sysctl stands there once, with dots or with slashes.");

    internal static readonly Rule TuningArgsSysctl = Error(
        "tuning-args-sysctl", "`args.cni.sysctl` needs a `sysctl` object beside it; without one tuning crashes.");

    internal static readonly Rule TuningTxQueue = Warning(
        "tuning-txqlen", "`txQLen` is positive; other values change nothing.");

    internal static readonly Rule PortmapMarkBit = Error("portmap-mark-bit", "`markMasqBit` is 0 to 31.");

    internal static readonly Rule PortmapMarkChain = Error(
        "portmap-mark-chain", "`externalSetMarkChain` and `markMasqBit` exclude each other.");

    internal static readonly Rule PortmapBackend = Warning(
        "portmap-backend", "`backend` is `iptables` or `nftables`.");

    internal static readonly Rule PortmapCapability = Warning(
        "portmap-capability", "portmap maps ports only when it declares the capability `portMappings`.");

    internal static readonly Rule BandwidthPair = Error(
        "bandwidth-pair", "A rate has its burst and a burst its rate.");

    internal static readonly Rule BandwidthRate = Error(
        "bandwidth-rate", "Rates and bursts are bits, at least 8, a burst below 32 Gibit.");

    internal static readonly Rule BandwidthInterface = Error(
        "bandwidth-interface", "bandwidth shapes veth pairs, as bridge and ptp make them.");

    internal static readonly Rule SbrAddresses = Error(
        "sbr-addresses", "sbr routes by the source address, so the plugin before it needs `ipam`.");

    internal static readonly Rule SbrTable = Warning("sbr-table", "`table` is 1 to 4294967295.");

    internal static readonly Rule VrfTable = Error("vrf-table", "`table` is 0 to 4294967295; 0 means the next free "
        + "one.");

    internal static readonly Rule FirewallBackend = Warning(
        "firewall-backend", "`backend` is `iptables` or `firewalld`; for any other word the plugin takes what it "
        + "finds.");

    internal static readonly Rule FirewallPolicy = Error(
        "firewall-ingress-policy", "`ingressPolicy` is `open`, `same-bridge` or `isolated`.");

    internal static readonly Rule FirewallChain = Error(
        "firewall-admin-chain", "The name of a chain has at most 28 characters and no blanks.");

    internal static readonly Rule FlannelDelegate = Error(
        "flannel-delegate", "flannel gives its `delegate` the name itself.");

    internal static readonly Rule SriovVlanRange = Error("sriov-vlan-range", "`vlan` is 0 to 4094.");

    internal static readonly Rule SriovVlanQos = Error(
        "sriov-vlan-qos", "`vlanQoS` is 0 to 7, and other than 0 only with a `vlan` above 0.");

    internal static readonly Rule SriovVlanProto = Error(
        "sriov-vlan-proto", "`vlanProto` is `802.1q` or `802.1ad`, the latter only with a `vlan` above 0.");

    internal static readonly Rule SriovSwitch = Error(
        "sriov-on-off", "`spoofchk` and `trust` are the texts `on` or `off`.");

    internal static readonly Rule SriovLinkState = Error(
        "sriov-link-state", "`link_state` is `auto`, `enable` or `disable`.");

    internal static readonly Rule SriovRates = Error(
        "sriov-tx-rate", "`min_tx_rate` and `max_tx_rate` are not negative, and the minimum is not above the maximum.");

    internal static readonly Rule IbSriovPkey = Error(
        "ib-sriov-pkey", "`pkey` is a hexadecimal number like `0x8001`.");

    internal static readonly Rule IbSriovLinkState = Error(
        "ib-sriov-link-state", "`link_state` is `auto`, `enable` or `disable`.");

    internal static readonly Rule IbSriovArgs = Error("ib-sriov-args", "Values of `args.cni` are texts.");

    internal static readonly Rule RdmaIsolationTwice = Error(
        "rdma-isolation-twice", "rdma and `rdmaIsolation` of ib-sriov move the same device; use one.");

    internal static readonly Rule AcceleratedBridgeVlan = Error(
        "accelerated-bridge-vlan", "`vlan` is 0 to 4094.");

    internal static readonly Rule OvsBridge = Error(
        "ovs-bridge", "`bridge` names the Open vSwitch bridge, unless a device or a port gives it.");

    internal static readonly Rule OvsVlanRange = Error("ovs-vlan-range", "`vlan` is 0 to 4094.");

    internal static readonly Rule OvsTrunk = Error(
        "ovs-trunk", "A trunk has `id`, or `minID` and `maxID`, each 0 to 4095, in order.");

    internal static readonly Rule OvsPort = Error("ovs-ofport-request", "`ofport_request` is 1 to 65279.");

    internal static readonly Rule BondMode = Error(
        "bond-mode", "`mode` is the name of a mode of the kernel's bonding driver.");

    internal static readonly Rule BondMiimon = Error("bond-miimon", "`miimon` is a number within quotes.");

    internal static readonly Rule BondLinks = Error("bond-links", "`links` has at least two, each with a `name`.");

    internal static readonly Rule BondLinkTwice = Error("bond-link-twice", "A link is in one bond once.");

    internal static readonly Rule BondFailOverMac = Error("bond-fail-over-mac", "`failOverMac` is 0, 1 or 2.");

    internal static readonly Rule BondSwitch = Error(
        "bond-switch", "`allSlavesActive` and `tlbDynamicLb` are 0 or 1.");

    internal static readonly Rule BondTlb = Error(
        "bond-tlb", "`tlbDynamicLb` belongs to the modes balance-tlb and balance-alb.");

    internal static readonly Rule BondHash = Error(
        "bond-hash-policy", "`xmitHashPolicy` is the name of a policy of the kernel's bonding driver.");

    internal static readonly Rule OvnNetworkName = Error(
        "ovn-name", "`name` is not empty, `default` or `ovn-kubernetes`.");

    internal static readonly Rule OvnNetAttachDefName = Error(
        "ovn-net-attach-def-name", "`netAttachDefName` is namespace and name of this network.");

    internal static readonly Rule OvnTopology = Error(
        "ovn-topology", "`topology` is `layer2`, `layer3` or `localnet`.");

    internal static readonly Rule OvnRole = Error(
        "ovn-role", "`role` is `primary` or `secondary`, and not primary on localnet.");

    internal static readonly Rule OvnSubnets = Error(
        "ovn-subnets", "`subnets` is a comma list of prefixes, for layer3 with the length that a node gets.");

    internal static readonly Rule OvnExclude = Error(
        "ovn-exclude-subnets", "`excludeSubnets` are prefixes inside `subnets`, not on layer3.");

    internal static readonly Rule OvnTopologyKey = Error(
        "ovn-topology-key", "A key that only one topology knows is used with that one.");

    internal static readonly Rule OvnVlan = Error("ovn-vlan-range", "`vlanID` is 0 to 4094.");

    internal static readonly Rule OvnAlone = Error("ovn-alone", "ovn-k8s-cni-overlay is the only plugin of its list.");
}
