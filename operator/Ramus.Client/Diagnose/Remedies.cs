namespace Ramus.Client.Diagnose;

/// <summary>
/// Remedies for messages of the plugin that do not name one. Ordered: the first match counts.
/// </summary>
internal static class Remedies
{
    public const string Creating = "the-pod-stays-in-containercreating";

    private static readonly (string Sign, string ToDo)[] Known =
    [
        (
            "is not installed on this node",
            "install the CNI plugin into the node's plugin folder, or correct the network's 'type'"),
        (
            "no IP addresses available in range set",
            "enlarge the network's range, or delete pods of this node that use it (kubectl ramus get pods -A)"),
        (
            "the node agent does not answer",
            "look at the agent of this node: `kubectl ramus diagnose node/NODE`"),
        (
            "was allocated no device",
            "let the pod request the network's resource, or let the webhook add the request: see the page on devices"),
        ("has no NetworkAttachmentDefinition", "create the network, or correct the pod's annotation"),
        (
            "may not use network",
            "use a network of the pod's own namespace, or ask an administrator for a grant in the policy"),
        (
            "do not match its ramus.dev/nodeSelector",
            "recreate the pod: the webhook adds the network's node selector to new pods"),
        (
            "no plugin of the network accepts it",
            "add the capability that the message names to a plugin of the network, or remove the request from the "
            + "pod's annotation"),
        ("waited", "wait: the kubelet tries again; many pods start on the node at once"),
        ("did not finish in time", "find out why the plugin is slow: for example, check its DHCP server or its lock"),
        (
            "operation not supported",
            "load the kernel module of the plugin's interface type on the node with modprobe"),
        ("already in use", "use another device or address, or delete the other pod"),
        ("cannot use interface name", "request another interface name in the pod's annotation"),
        ("does not exist on this node", "correct the network's configuration, or add the interface to the node"),
        ("Link not found", "correct the interface in the network's configuration ('master'), or add it to the node"),
    ];

    /// <summary>The remedy for a message.</summary>
    public static string For(string message) =>
        Known.FirstOrDefault(known => message.Contains(known.Sign, StringComparison.OrdinalIgnoreCase)).ToDo
        ?? "correct the cause that the message names; the troubleshooting page explains many plugins' messages";
}
