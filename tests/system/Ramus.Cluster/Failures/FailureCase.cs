namespace Ramus.Cluster.Failures;

/// <summary>A mistake, and the message about it in the pod's event.</summary>
/// <param name="Name">The name of the network and of the pod.</param>
/// <param name="Config">The network's spec.config; null: the network does not exist.</param>
/// <param name="Sentence">
/// The message after the network and the interface: cause and remedy. NETWORK stands for the network's full name.
/// </param>
public sealed record FailureCase(string Name, string? Config, string Sentence)
{
    /// <summary>The pod's annotation, if it differs from the network's name.</summary>
    public string? Annotation { get; init; }

    /// <summary>What `kubectl ramus diagnose` calls the cause; null: <see cref="Sentence"/>.</summary>
    public string? Cause { get; init; }

    /// <summary>The interface in the message.</summary>
    public string Interface { get; init; } = "net1";

    public static IReadOnlyList<FailureCase> All { get; } =
    [
        .. BrokenNetworks,
        new("missing", null, "network NETWORK does not exist: namespace NAMESPACE has no NetworkAttachmentDefinition "
            + "missing; create it, or correct the annotation")
        {
            Cause = "namespace NAMESPACE has no NetworkAttachmentDefinition missing; create it",
        },
        .. FailingPlugins,
    ];

    private static IReadOnlyList<FailureCase> BrokenNetworks =>
    [
        new("broken-json", """
            {
              "cniVersion": "1.0.0",
              "type": "macvlan",
            }
            """, "network NETWORK: spec.config line 3 column 20: remove the comma before the closing '}'")
        {
            Cause = "spec.config (line 3 column 20): remove the comma before the closing '}'",
        },
        new("no-object", """[ "macvlan" ]""", "network NETWORK: spec.config: expected a JSON object, got a list")
        {
            Cause = "the configuration must be an object in { }, not a list",
        },
        new("blank", " ", "network NETWORK: spec.config is empty and the node has no configuration file with the name "
            + "\"blank\"; fill in spec.config"),
        new("no-type", """{ "cniVersion": "1.0.0" }""",
            "network NETWORK: spec.config has neither 'type' nor 'plugins': "
            + "add a plugin type, for example \"type\": \"macvlan\"")
        {
            Cause = "'type' and 'plugins' are both missing; add a plugin type",
        },
        new("no-plugins", """{ "cniVersion": "1.0.0", "plugins": [] }""",
            "key 'plugins' of network NETWORK: spec.config is an empty list: add a plugin object")
        {
            Cause = "the list is empty; add a plugin like {\"type\": \"macvlan\"}",
        },
        new("plugin-without-type", """{ "cniVersion": "1.0.0", "plugins": [{ "type": "macvlan" }, {}] }""",
            "plugin 2 of network NETWORK: spec.config has no 'type': "
            + "add a plugin type, for example \"type\": \"macvlan\"")
        {
            Cause = "spec.config.plugins[1].type (line 1 column 61): the plugin has no type",
        },
        new("type-and-plugins", """{ "type": "macvlan", "plugins": [{ "type": "macvlan" }] }""",
            "network NETWORK: spec.config has both 'type' and 'plugins': move 'type' into an object of 'plugins'")
        {
            Cause = "'type' and 'plugins' exclude each other",
        },
        new("slash-in-name", """{ "cniVersion": "1.0.0", "name": "a/b", "type": "macvlan" }""",
            "key 'name' of network NETWORK: spec.config: \"a/b\" is not a valid network name; start with a letter or "
            + "digit "
            + "and use only letters, digits, '_', '.' and '-'")
        {
            Cause = "\"a/b\" is not a valid network name, because it becomes a file name",
        },
        new("slash-in-type", """{ "cniVersion": "1.0.0", "type": "../macvlan" }""",
            "key 'type' of network NETWORK: spec.config: \"../macvlan\" contains a path separator or a control "
            + "character; write the file name of a plugin, like \"macvlan\"")
        {
            Cause = "\"../macvlan\" is not a file name; write it without directories",
        },
        new("key-twice", """{ "type": "macvlan", "Type": "bridge" }""",
            "network NETWORK: spec.config line 1 column 22: "
            + "key \"Type\" is used twice in one object (case is ignored); keep one")
        {
            Cause = "key \"Type\" is used twice in one object (case is ignored); keep one",
        },
        new("unknown-version", """{ "cniVersion": "9.0.0", "type": "macvlan" }""",
            "key 'cniVersion' of network NETWORK: spec.config: 9.0.0 is not supported; supported versions: 0.1.0, ")
        {
            Cause = "\"9.0.0\" is not a supported CNI version; write \"1.0.0\"",
        },
        new("wrapper", """{ "cniVersion": "1.0.0", "type": "multus" }""",
            "network NETWORK: the plugin 'multus' cannot be used in an additional network of a pod; "
            + "write the configuration of the plugin that creates the interface")
        {
            Cause = "the plugin 'multus' cannot be used in an additional network of a pod",
        },
    ];

    private static IReadOnlyList<FailureCase> FailingPlugins =>
    [
        new("missing-plugin", """{ "cniVersion": "1.0.0", "type": "no-such-plugin" }""",
            "plugin 'no-such-plugin' is not installed on this node: no such file in /opt/cni/bin; "
            + "install the CNI plugin 'no-such-plugin' in one of these directories, or correct the network's 'type'"),
        new("missing-ipam", """
            { "cniVersion": "1.0.0", "type": "macvlan", "master": "eth1", "ipam": { "type": "no-such-ipam" } }
            """,
            "plugin 'macvlan' failed (ADD): failed to find plugin \"no-such-ipam\" in path [/opt/cni/bin]; "
            + "the IPAM plugin 'no-such-ipam' is not installed on this node: no such file in /opt/cni/bin; "
            + "install it, or correct the 'type' of the network's 'ipam'"),
        new("missing-master", """{ "cniVersion": "1.0.0", "type": "macvlan", "master": "eth7", "ipam": {} }""",
            "plugin 'macvlan' failed (ADD): Link not found; "
            + "the network's 'master' is 'eth7', which does not exist on this node: "
            + "correct it, or add the interface to the node"),
        new("one-address", """
            {
              "cniVersion": "1.0.0", "type": "macvlan", "master": "eth1",
              "ipam": {
                "type": "host-local", "subnet": "10.79.2.0/24", "rangeStart": "10.79.2.5", "rangeEnd": "10.79.2.5"
              }
            }
            """, "no IP addresses available in range set: 10.79.2.5-10.79.2.5; "
            + "no address of 10.79.2.5-10.79.2.5 is free on this node: "
            + "enlarge the range in the network's 'ipam', or delete pods that use it")
        {
            Annotation = "one-address, one-address",
            Interface = "net2",
        },
        new("mac-for-nobody", """{ "cniVersion": "1.0.0", "type": "ptp" }""",
            "the pod's annotation requests 'mac', but no plugin of the network accepts it; add "
            + "{\"type\": \"tuning\", \"capabilities\": {\"mac\": true}} to the end of the network's 'plugins', or "
            + "remove the request")
        {
            Cause = "ptp fails without addresses; add \"ipam\"",
            Annotation = """[{ "name": "mac-for-nobody", "mac": "02:00:00:00:00:07" }]""",
        },
        new("namespace-gone", $$"""
            {
              "cniVersion": "1.0.0",
              "plugins": [{ "type": "{{NamespaceTaker.Type}}" }, { "type": "bridge", "bridge": "gone0", "ipam": {} }]
            }
            """, "no such file or directory; "
            + "the sandbox ended while its network was set up; the kubelet creates a new sandbox by itself"),
    ];

    public override string ToString() => Name;
}
