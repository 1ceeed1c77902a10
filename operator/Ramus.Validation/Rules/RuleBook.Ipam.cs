namespace Ramus.Validation.Rules;

public static partial class RuleBook
{
    internal static readonly Rule IpamType = Error(
        "ipam-type", "`ipam` must have a `type`: the file name of its executable.");

    internal static readonly Rule IpamUnknown = Warning(
        "ipam-unknown", "An IPAM plugin name that is similar to a well-known one is probably misspelt.");

    internal static readonly Rule IpamNotIpam = Error(
        "ipam-not-ipam", "`ipam.type` must be an IPAM plugin, not a plugin that creates interfaces.");

    internal static readonly Rule IpamRequired = Error(
        "ipam-required", "A plugin that fails without addresses must have an `ipam`.");

    internal static readonly Rule IpamForbidden = Error(
        "ipam-forbidden",
        "A plugin that allocates addresses itself, or cannot use this `ipam`, must not have an `ipam`.");

    internal static readonly Rule RouteList = Error("route-list", "`routes` must be a list of objects.");

    internal static readonly Rule RouteDst = Error(
        "route-dst", "A route must have a `dst`: a prefix like `10.0.0.0/8`, without host bits.");

    internal static readonly Rule RouteGw = Error(
        "route-gw", "`gw` of a route must be an IP address of the same family as `dst`.");

    internal static readonly Rule RouteUnreachable = Error(
        "route-unreachable",
        "`gw` of a route must be in a network of the interface, or in the `dst` of an earlier route with scope link.");

    internal static readonly Rule RouteTwice = Error(
        "route-twice", "Two routes must not have the same `dst` and `gw`.");

    internal static readonly Rule RouteFamily = Warning(
        "route-family", "A route does not work without an address of the same IP family.");

    internal static readonly Rule GatewayAddress = Error("gateway-address", "A gateway must be an IP address.");

    internal static readonly Rule GatewayOutside = Warning(
        "gateway-outside", "A gateway must be in the network of the addresses.");

    internal static readonly Rule GatewayUnusable = Warning(
        "gateway-unusable",
        "A gateway should not be the address of the interface itself, or the network or broadcast address.");

    internal static readonly Rule AddressFamilies = Error(
        "address-families", "Below `cniVersion` 0.3.0 there can be only one address per IP family.");

    internal static readonly Rule HostLocalRange = Error(
        "host-local-range", "host-local must have a `subnet`, or `ranges` with a `subnet` in each.");

    internal static readonly Rule HostLocalRanges = Error(
        "host-local-ranges", "`ranges` must be a list of lists of objects, without empty lists.");

    internal static readonly Rule HostLocalSubnet = Error(
        "host-local-subnet", "`subnet` must be a prefix like `10.1.2.0/24`, without host bits.");

    internal static readonly Rule HostLocalSmall = Error(
        "host-local-subnet-small",
        "A subnet must be large enough to allocate addresses from: at most /30, for IPv6 at most /126.");

    internal static readonly Rule HostLocalStart = Error(
        "host-local-range-start", "`rangeStart` must be an address in the subnet, not above `rangeEnd`.");

    internal static readonly Rule HostLocalEnd = Error(
        "host-local-range-end", "`rangeEnd` must be an address in the subnet.");

    internal static readonly Rule HostLocalEmpty = Error(
        "host-local-range-empty", "A range must have an address besides the gateway's.");

    internal static readonly Rule HostLocalMixed = Error(
        "host-local-range-mixed", "The ranges of one set must be of one IP family.");

    internal static readonly Rule HostLocalOverlap = Error("host-local-range-overlap", "Ranges must not overlap.");

    internal static readonly Rule HostLocalBroadcast = Warning(
        "host-local-network-address", "A range should not contain the first and the last address of an IPv4 subnet.");

    internal static readonly Rule PoolShared = Warning(
        "pool-shared", "Networks with the same `name` in their configuration share one pool of host-local.");

    internal static readonly Rule RelativePath = Warning(
        "path-relative", "A path on the node must start with a slash.");

    internal static readonly Rule StaticAddress = Error(
        "static-address", "`address` must be an IP address with a prefix length, like `10.1.1.5/24`.");

    internal static readonly Rule StaticAddresses = Error(
        "static-addresses", "`addresses` must be a list of objects with an `address` each.");

    internal static readonly Rule StaticNoAddress = Warning(
        "static-no-address", "static without `addresses` works only for pods that request their addresses.");

    internal static readonly Rule StaticTwice = Error("static-address-twice", "An address must be listed only once.");

    internal static readonly Rule StaticNetworkAddress = Warning(
        "static-network-address", "No interface can have the first or the last address of an IPv4 network.");

    internal static readonly Rule StaticLoopback = Error(
        "static-address-unusable", "An interface's address must not be the loopback or the unspecified address.");

    internal static readonly Rule DhcpOption = Error(
        "dhcp-option", "An option must be a number from 0 to 255 in quotes, or a name that dhcp knows.");

    internal static readonly Rule DhcpLists = Error("dhcp-lists", "`request` and `provide` must be lists of objects.");

    internal static readonly Rule WhereaboutsRange = Error(
        "whereabouts-range",
        "`range` must be a prefix or `start-end/length`, unless there are `ipRanges` or `addresses`.");

    internal static readonly Rule WhereaboutsSmall = Error(
        "whereabouts-range-small",
        "A range must be large enough to allocate addresses from: at most /30, for IPv6 at most /126.");

    internal static readonly Rule WhereaboutsStart = Error(
        "whereabouts-range-start", "`range_start` must be an address in the range, not above `range_end`.");

    internal static readonly Rule WhereaboutsEnd = Error(
        "whereabouts-range-end", "`range_end` must be an address in the range.");

    internal static readonly Rule WhereaboutsExclude = Error(
        "whereabouts-exclude", "`exclude` must be a list of prefixes.");

    internal static readonly Rule WhereaboutsExcludeOutside = Warning(
        "whereabouts-exclude-outside", "Excluded prefixes should be inside the range.");

    internal static readonly Rule WhereaboutsExcludeAll = Error(
        "whereabouts-exclude-all", "`exclude` must leave at least one address of the range.");

    internal static readonly Rule WhereaboutsSlice = Error(
        "whereabouts-node-slice", "`node_slice_size` must be a prefix length like `/24`, longer than the range's.");
}
