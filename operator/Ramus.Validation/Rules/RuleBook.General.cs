namespace Ramus.Validation.Rules;

public static partial class RuleBook
{
    internal static readonly Rule ConfigJson = Error(
        "config-json", "The configuration must be strict JSON in UTF-8, without comments and duplicate keys.");

    internal static readonly Rule FindingsLimit = Error(
        "findings-limit", "Validation stops at 100 findings, and the configuration is refused.");

    internal static readonly Rule ConfigObject = Error("config-object", "The configuration must be a JSON object.");

    internal static readonly Rule ConfigEmpty = Warning(
        "config-empty", "A network without a configuration needs a configuration file of its name on every node.");

    internal static readonly Rule ConfigShape = Error(
        "config-shape", "The configuration must have either `type` (one plugin) or `plugins` (a list), not both.");

    internal static readonly Rule ConfigRefused = Error(
        "config-refused", "The node agent must be able to render the configuration.");

    internal static readonly Rule PluginsList = Error("plugins-list", "`plugins` must be a list of 1 to 32 objects.");

    internal static readonly Rule PluginType = Error(
        "plugin-type", "Every plugin must have a `type`: the file name of its executable.");

    internal static readonly Rule PluginUnknown = Warning(
        "plugin-unknown", "A plugin name that is similar to a well-known one is probably misspelt.");

    internal static readonly Rule PluginIsIpam = Warning(
        "plugin-is-ipam",
        "An IPAM plugin belongs in the `ipam` of another plugin; on its own it creates no interface.");

    internal static readonly Rule PluginVersion = Error(
        "plugin-version", "The plugin must support the configuration's `cniVersion`.");

    internal static readonly Rule CniVersion = Error(
        "cni-version", "`cniVersion` must be one of 0.1.0, 0.2.0, 0.3.0, 0.3.1, 0.4.0, 1.0.0 and 1.1.0.");

    internal static readonly Rule CniVersionMissing = Warning(
        "cni-version-missing",
        "A plugin without `cniVersion` counts as 0.1.0; a list without it uses the version of Ramus' own "
        + "configuration, at most 1.0.0.");

    /// <summary>Reported by the operator in the status, because only the operator knows the nodes.</summary>
    public static readonly Rule CniVersionNodes = Warning(
        "cni-version-nodes", "The plugins on the nodes should support `cniVersion`; reported in the network's status.");

    /// <summary>Reported by the operator in the status, because only the operator knows the nodes.</summary>
    public static readonly Rule DhcpDaemonNodes = Warning(
        "dhcp-daemon-nodes", "dhcp's daemon should run on the nodes; reported in the network's status.");

    internal static readonly Rule Layer2Version = Error(
        "layer2-version", "A plugin without addresses needs `cniVersion` 0.3.0 or newer to return a result.");

    internal static readonly Rule NetworkName = Error(
        "network-name",
        "The configuration's `name` must start with a letter or digit and contain only letters, digits, `_`, `.` "
        + "and `-`.");

    internal static readonly Rule NameDiffers = Warning(
        "name-differs", "The configuration's `name` should be the name of the NetworkAttachmentDefinition.");

    internal static readonly Rule ObjectName = Error(
        "object-name",
        "The network's namespace and name must be valid in Kubernetes, and the name at most 246 characters long.");

    internal static readonly Rule AnnotationLength = Error(
        "annotation-length", "An annotation that Ramus reads must have at most 4096 characters.");

    internal static readonly Rule ObjectNameDots = Warning(
        "object-name-dots", "Pods can select a network with a dot in its name only in the JSON form.");

    internal static readonly Rule ListKey = Warning(
        "list-key", "Next to `plugins` only list keys have an effect; the keys of a plugin belong in its object.");

    internal static readonly Rule KeyType = Error("key-type", "A key must have the type that the plugin expects.");

    internal static readonly Rule KeyRequired = Error(
        "key-required", "A key that the plugin requires must be present.");

    internal static readonly Rule KeyUnknown = Warning(
        "key-unknown", "Plugins ignore unknown keys, so a misspelt key has no effect.");

    internal static readonly Rule PluginListVersion = Warning(
        "plugin-list-version",
        "In a list, `cniVersion` belongs next to `plugins`; in the object of a plugin it has no effect.");

    internal static readonly Rule KeyReserved = Warning(
        "key-reserved",
        "The runtime sets `prevResult`, `runtimeConfig` and `cni.dev/…` and overwrites configured values.");

    internal static readonly Rule ArgsCni = Warning(
        "args-cni", "Plugins read only `args.cni`, no other keys of `args`.");

    internal static readonly Rule CapabilityType = Error("capability-type", "A capability must be true or false.");

    internal static readonly Rule CapabilityUnused = Warning(
        "capability-unused", "A plugin should declare only capabilities that it supports.");

    internal static readonly Rule ChainFirst = Error(
        "chain-first", "A plugin that changes another plugin's interface must not be the first in the list.");

    internal static readonly Rule ChainInterfaceTwice = Error(
        "chain-interface-twice",
        "Only one plugin in a list can create the interface; for a second one the name is taken.");

    internal static readonly Rule DnsNameserver = Warning("dns-nameserver", "Name servers must be IP addresses.");

    internal static readonly Rule InterfaceName = Error(
        "interface-name", "An interface name must be valid for the kernel.");

    internal static readonly Rule InterfaceNameLong = Warning(
        "interface-name-long",
        "Names longer than 15 characters are alternative names, which only new plugins look up.");

    internal static readonly Rule MacAddress = Error(
        "mac-address", "A MAC address must have six bytes and must not be a multicast or all-zero address.");

    internal static readonly Rule MtuRange = Error(
        "mtu-range", "An MTU must be 68 to 65535, or 0 for the kernel's default.");

    internal static readonly Rule MtuIpv6 = Error(
        "mtu-ipv6", "With IPv6 addresses an MTU must be 1280 or more.");

    internal static readonly Rule MtuIgnored = Warning("mtu-ignored", "A negative MTU is ignored.");

    internal static readonly Rule NodeVariable = Error(
        "node-variable", "A node variable must be one that the node agent knows.");

    internal static readonly Rule NodeVariableUnused = Warning(
        "node-variable-unused", "Node variables are replaced only in networks annotated `ramus.dev/render: node`.");

    internal static readonly Rule IgnoreUnknown = Warning(
        "ignore-unknown", "`ramus.dev/ignore-warnings` must list ids of warnings.");

    internal static readonly Rule ResourceName = Warning(
        "resource-name",
        "`k8s.v1.cni.cncf.io/resourceName` should be a resource that a container can request; resource claims may "
        + "use others.");

    internal static readonly Rule ResourceUnused = Warning(
        "resource-unused", "A network with a resource name should have a plugin that uses the device.");

    internal static readonly Rule ResourceMissing = Warning(
        "resource-missing", "A plugin that needs a device gets it through `k8s.v1.cni.cncf.io/resourceName`.");
}
