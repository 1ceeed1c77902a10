namespace Ramus.Validation.Rules;

public static partial class RuleBook
{
    internal static readonly Rule IpamType = Error("ipam-type", "`ipam` has a `type`: the file name of its program.");

    internal static readonly Rule IpamUnknown = Warning(
        "ipam-unknown", "An address manager's name that is nearly the name of a well known one is probably misspelt.");

    internal static readonly Rule IpamNotIpam = Error(
        "ipam-not-ipam", "`ipam.type` is an address manager, not a plugin that makes interfaces.");

    internal static readonly Rule IpamRequired = Error(
        "ipam-required", "A plugin that fails without addresses has an `ipam`.");

    internal static readonly Rule IpamForbidden = Error(
        "ipam-forbidden", "A plugin that gives addresses itself, or cannot use this `ipam`, has none.");

    internal static readonly Rule RouteList = Error("route-list", "`routes` is a list of objects.");

    internal static readonly Rule RouteDst = Error(
        "route-dst", "A route has a `dst`: a prefix like `10.0.0.0/8`, without bits behind its length.");

    internal static readonly Rule RouteGw = Error("route-gw", "`gw` of a route is an IP address of the family of "
        + "`dst`.");

    internal static readonly Rule RouteUnreachable = Error(
        "route-unreachable",
        "`gw` of a route lies in a network of the interface, or an earlier route of scope link leads there.");

    internal static readonly Rule RouteTwice = Error("route-twice", "Two routes do not lead to the same prefix.");

    internal static readonly Rule RouteFamily = Warning(
        "route-family", "A route of a family in which the interface has no address is no use.");

    internal static readonly Rule GatewayAddress = Error("gateway-address", "A gateway is an IP address.");

    internal static readonly Rule GatewayOutside = Warning(
        "gateway-outside", "A gateway lies in the network of the addresses.");

    internal static readonly Rule AddressFamilies = Error(
        "address-families", "Below `cniVersion` 0.3.0 there is one address for each family.");

    internal static readonly Rule HostLocalRange = Error(
        "host-local-range", "host-local has a `subnet`, or `ranges` with one in each.");

    internal static readonly Rule HostLocalRanges = Error(
        "host-local-ranges", "`ranges` is a list of lists of objects, none of them empty.");

    internal static readonly Rule HostLocalSubnet = Error(
        "host-local-subnet", "`subnet` is a prefix like `10.1.2.0/24`, without bits behind its length.");

    internal static readonly Rule HostLocalSmall = Error(
        "host-local-subnet-small", "A subnet is big enough to hand out addresses: up to /30, for IPv6 up to /126.");

    internal static readonly Rule HostLocalStart = Error(
        "host-local-range-start", "`rangeStart` is an address inside the subnet, not above `rangeEnd`.");

    internal static readonly Rule HostLocalEnd = Error(
        "host-local-range-end", "`rangeEnd` is an address inside the subnet.");

    internal static readonly Rule HostLocalEmpty = Error(
        "host-local-range-empty", "A range holds an address besides the gateway's.");

    internal static readonly Rule HostLocalMixed = Error(
        "host-local-range-mixed", "The ranges of one set are of one family.");

    internal static readonly Rule HostLocalOverlap = Error(
        "host-local-range-overlap", "No address lies in two ranges.");

    internal static readonly Rule HostLocalBroadcast = Warning(
        "host-local-network-address", "A range leaves out the first and the last address of an IPv4 subnet.");

    internal static readonly Rule PoolShared = Warning(
        "pool-shared", "Networks with the same `name` in their configuration share one pool of host-local.");

    internal static readonly Rule RelativePath = Warning(
        "path-relative", "A path on the node begins with a slash.");

    internal static readonly Rule StaticAddress = Error(
        "static-address", "`address` is an IP address with the length of its network, like `10.1.1.5/24`.");

    internal static readonly Rule StaticAddresses = Error(
        "static-addresses", "`addresses` is a list of objects with an `address` each.");

    internal static readonly Rule StaticNoAddress = Warning(
        "static-no-address", "static without `addresses` needs the address from the pod.");

    internal static readonly Rule StaticTwice = Error("static-address-twice", "An address is there once.");

    internal static readonly Rule StaticNetworkAddress = Warning(
        "static-network-address", "The first and the last address of an IPv4 network belong to no interface.");

    internal static readonly Rule StaticLoopback = Error(
        "static-address-unusable", "An interface's address is not the loopback or unspecified one.");

    internal static readonly Rule DhcpOption = Error(
        "dhcp-option", "An option is a number from 0 to 255 in quotes, or one of the names that dhcp knows.");

    internal static readonly Rule DhcpLists = Error("dhcp-lists", "`request` and `provide` are lists of objects.");

    internal static readonly Rule WhereaboutsRange = Error(
        "whereabouts-range", "`range` is a prefix, or `start-end/length`; or there are `ipRanges` or `addresses`.");

    internal static readonly Rule WhereaboutsSmall = Error(
        "whereabouts-range-small", "A range is big enough to hand out addresses: up to /30, for IPv6 up to /126.");

    internal static readonly Rule WhereaboutsStart = Error(
        "whereabouts-range-start", "`range_start` is an address inside the range, not above `range_end`.");

    internal static readonly Rule WhereaboutsEnd = Error(
        "whereabouts-range-end", "`range_end` is an address inside the range.");

    internal static readonly Rule WhereaboutsExclude = Error(
        "whereabouts-exclude", "`exclude` is a list of prefixes.");

    internal static readonly Rule WhereaboutsExcludeOutside = Warning(
        "whereabouts-exclude-outside", "What is excluded lies inside the range.");

    internal static readonly Rule WhereaboutsExcludeAll = Error(
        "whereabouts-exclude-all", "`exclude` leaves an address of the range.");

    internal static readonly Rule WhereaboutsSlice = Error(
        "whereabouts-node-slice", "`node_slice_size` is a prefix length like `/24`, longer than the range's.");
}
