namespace Ramus.Validation.Rules;

public static partial class RuleBook
{
    internal static readonly Rule ConfigJson = Error(
        "config-json", "The configuration is JSON as all programs read it: no comments, no key twice, UTF-8.");

    internal static readonly Rule FindingsLimit = Error(
        "findings-limit", "A configuration with 100 findings is not judged further, and so not accepted.");

    internal static readonly Rule ConfigObject = Error("config-object", "The configuration is a JSON object.");

    internal static readonly Rule ConfigEmpty = Warning(
        "config-empty", "A network without a configuration needs a file of its name on every node.");

    internal static readonly Rule ConfigShape = Error(
        "config-shape", "The configuration has either `type` (one plugin) or `plugins` (a list), not both.");

    internal static readonly Rule ConfigRefused = Error(
        "config-refused", "The node agent can render the configuration.");

    internal static readonly Rule PluginsList = Error(
        "plugins-list", "`plugins` is a list of 1 to 32 objects.");

    internal static readonly Rule PluginType = Error(
        "plugin-type", "Every plugin has a `type`: the file name of its program.");

    internal static readonly Rule PluginUnknown = Warning(
        "plugin-unknown", "A plugin's name that is nearly the name of a well known one is probably misspelt.");

    internal static readonly Rule PluginIsIpam = Warning(
        "plugin-is-ipam", "An address manager belongs into `ipam` of a plugin; alone it makes no interface.");

    internal static readonly Rule PluginVersion = Error(
        "plugin-version", "The configuration's `cniVersion` is one that the plugin speaks.");

    internal static readonly Rule CniVersion = Error(
        "cni-version", "`cniVersion` is one of 0.1.0, 0.2.0, 0.3.0, 0.3.1, 0.4.0, 1.0.0 and 1.1.0.");

    internal static readonly Rule CniVersionMissing = Warning(
        "cni-version-missing", "A configuration without `cniVersion` counts as 0.1.0.");

    /// <summary>Told by who knows the nodes: the operator, in the status.</summary>
    public static readonly Rule CniVersionNodes = Warning(
        "cni-version-nodes", "`cniVersion` is not newer than what the plugins on the nodes speak; told in the status.");

    internal static readonly Rule Layer2Version = Error(
        "layer2-version", "Without addresses a plugin needs `cniVersion` 0.3.0 or newer to answer at all.");

    internal static readonly Rule NetworkName = Error(
        "network-name", "The configuration's `name` begins with a letter or digit and holds these, `_`, `.` and `-`.");

    internal static readonly Rule NameDiffers = Warning(
        "name-differs", "The configuration's `name` is the name of the NetworkAttachmentDefinition.");

    internal static readonly Rule ObjectName = Error(
        "object-name", "Namespace and name of the network are names that Kubernetes takes.");

    internal static readonly Rule ObjectNameDots = Warning(
        "object-name-dots", "A network with a dot in its name can be selected in the JSON form only.");

    internal static readonly Rule ListKey = Warning(
        "list-key", "Beside `plugins` only the keys of a list count; a plugin's keys stand in its object.");

    internal static readonly Rule KeyType = Error("key-type", "A key that a plugin reads has the type it expects.");

    internal static readonly Rule KeyRequired = Error("key-required", "A key without which the plugin fails is there.");

    internal static readonly Rule KeyUnknown = Warning(
        "key-unknown", "A plugin ignores keys that it does not know; a misspelt one goes unnoticed.");

    internal static readonly Rule KeyReserved = Warning(
        "key-reserved", "`prevResult`, `runtimeConfig` and `cni.dev/…` are set by the runtime; what is written is "
        + "lost.");

    internal static readonly Rule ArgsCni = Warning(
        "args-cni", "Plugins read `args.cni`; other keys of `args` reach none.");

    internal static readonly Rule CapabilityType = Error("capability-type", "A capability is true or false.");

    internal static readonly Rule CapabilityUnused = Warning(
        "capability-unused", "A plugin declares only capabilities that it honours.");

    internal static readonly Rule ChainFirst = Error(
        "chain-first", "A plugin that works on another one's interface is not the first of its list.");

    internal static readonly Rule ChainInterfaceTwice = Error(
        "chain-interface-twice", "Only one plugin of a list makes the interface; a second one finds its name taken.");

    internal static readonly Rule DnsNameserver = Warning(
        "dns-nameserver", "Name servers are IP addresses.");

    internal static readonly Rule InterfaceName = Error(
        "interface-name", "A name of an interface is one that the kernel takes.");

    internal static readonly Rule InterfaceNameLong = Warning(
        "interface-name-long", "Names above 15 characters are alternative names, which only new plugins look up.");

    internal static readonly Rule MacAddress = Error(
        "mac-address", "A MAC address has six bytes, is not a group address and not zero.");

    internal static readonly Rule MtuRange = Error("mtu-range", "An MTU is 68 to 65535; 0 leaves it to the kernel.");

    internal static readonly Rule MtuIgnored = Warning("mtu-ignored", "A negative MTU is ignored.");

    internal static readonly Rule NodeVariable = Error(
        "node-variable", "A node variable is one of those that the node agent knows.");

    internal static readonly Rule NodeVariableUnused = Warning(
        "node-variable-unused", "Node variables are replaced only in networks annotated `ramus.dev/render: node`.");

    internal static readonly Rule IgnoreUnknown = Warning(
        "ignore-unknown", "`ramus.dev/ignore-warnings` lists ids of warnings.");

    internal static readonly Rule ResourceName = Warning(
        "resource-name",
        "`k8s.v1.cni.cncf.io/resourceName` is a name that a container can ask for; claims may name others.");

    internal static readonly Rule ResourceUnused = Warning(
        "resource-unused", "A network with a resource name has a plugin that uses the device.");

    internal static readonly Rule ResourceMissing = Warning(
        "resource-missing", "A plugin that needs a device gets it by `k8s.v1.cni.cncf.io/resourceName`.");
}
