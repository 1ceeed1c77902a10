using System.Text.Json;

namespace Ramus.Attack.Policy;

/// <summary>A configuration that a rule forbids, and a similar one that breaks no rule.</summary>
internal sealed record PolicyInput(string Limits, string? Hostile, string Harmless);

/// <summary>Every form of a forbidden value, in every place of a configuration.</summary>
internal static class PolicyInputs
{
    private const string NoPaths = "\"allowPaths\": false";
    private const string NoKeys = "\"forbiddenKeys\": [\"kubeconfig\", \"master\", \"sysctl\"]";

    private static readonly string[] Paths =
    [
        "/", "/etc/passwd", "//etc/passwd", "/./etc", "/../etc", "/etc/", " /etc", "\t/etc", "\n/etc", "/etc ",
        "\0/etc", "/etc\0", "etc/passwd", "./etc", "../etc", "..", " .. ", "a/..", "a/../../etc", "x/y", "~/x",
        "$HOME/x", "C:/x", "file:///etc/passwd", "unix:///run/x", "/proc/self/root", "10.0.0.0/24,/etc",
        "/etc,10.0.0.0/24", "10.0.0.0/24/etc", "10.0.0.0/../etc", "10.9.0.0/24/../..", "10.9.0.10-/etc",
        "/etc-10.9.0.20/16", "10.0.0.0/", "/24/etc", "/24x", "/ 24", "/9999", "/-1", "fd00::/64/etc",
        "fd00::/../etc", "fd00::/129",
        "10.0.0/24", "10.0.0.0/33", "10.0.0.0/24 /etc", "10.0.0.0/24\n/etc", "10.0.0.0/24,", "10.9.0.1-10.9.0.9/../x",
    ];

    // A text replaces the $.
    private static readonly string[] Places =
    [
        """{"type":"macvlan","x":$}""",
        """{"type":"macvlan","ipam":{"type":"host-local","x":$}}""",
        """{"type":"macvlan","x":["a",$]}""",
        """{"type":"macvlan","x":[[],[$]]}""",
        """{"type":"macvlan","x":{"a":{"b":$}}}""",
        """{"type":"macvlan","x":[{"a":1},{"b":$}]}""",
        """{"type":"macvlan","args":{"cni":{"x":$}}}""",
        """{"type":"macvlan","runtimeConfig":{"x":$}}""",
        """{"plugins":[{"type":"macvlan"},{"type":"tuning","x":$}]}""",
        """{"x":$,"plugins":[{"type":"macvlan"}]}""",
    ];

    private static readonly string[] PathKeys =
    [
        "dataDir", "DataDir", "DATADIR", "datadir", "binDir", "cniDir", "confDir", "resolvConf", "re\u017FolvConf",
        "kubeconfig", "\u212Aubeconfig", "kubeconfig_path", "\u212Aernelpath", "kernelpath", "logFile", "logfile",
        "log_file", "log-file", "log_file_path", "pluginLogFile", "daemonSocketPath", "daemon\u017Foc\u212AetPath",
        "subnetFile", "\u017Fubnetfile", "configuration_path", "etcd_key_file", "etcd_cert_file", "etcd_ca_cert_file",
        "CNIDeviceInfoFile", "nodename_file", "socket_file", "server_socket", "cni_sock", "sharedDir",
    ];

    private static readonly string[] PathPlaces =
    [
        """{"type":"macvlan","$":"x"}""",
        """{"type":"macvlan","ipam":{"type":"host-local","$":["x"]}}""",
        """{"plugins":[{"type":"macvlan"},{"type":"tuning","a":[{"$":"x"}]}]}""",
    ];

    private static readonly string[] ForbiddenKeys =
    [
        "kubeconfig", "KubeConfig", "KUBECONFIG", "\u212Aubeconfig", "master", "Master", "MASTER", "ma\u017Fter",
        "\\u006daster", "ma\\u017fter", "sysctl", "SysCtl", "\u017Fysctl", "sy\u017Fctl", "\\u017fy\\u017fctl",
    ];

    private static readonly string[] Names =
    [
        "cbr0", "k8s-pod-network", "default", "other", "tenant-b.net", "tenant-b/net", "tenant-a/net", "net.tenant-a",
        "tenant-a.net.", "tenant-a..net", "NET", "Net", " net", "net ", "net\0", "n\u0435t", "../net", "./net", "net/",
        "net/../net", "netnet", "ne",
    ];

    // A % is replaced by the name of a pool.
    private static readonly string[] Pools =
    [
        """{"type":"macvlan","ipam":{"type":"whereabouts","range":"10.9.0.0/24","network_name":%}}""",
        """{"type":"macvlan","ipam":{"Network_Name":%,"Type":"whereabouts","ipRanges":[{"range":"fd00::/64"}]}}""",
        """{"type":"flannel","ipam":{"type":"whereabouts","range":"10.9.0.0/24","networ\u212A_name":%}}""",
        """{"type":"flannel","delegate":{"type":"macvlan","ipam":{"type":"whereabouts","NETWORK_NAME":%}}}""",
        """{"plugins":[{"type":"tuning"},{"type":"macvlan","IPAM":{"type":"whereabouts","network_name":%}}]}""",
    ];

    private static readonly string?[] NoConfigs = [null, "", " ", "\n", "\t \r\n", "\u00A0", "\u2003"];

    // Flannel distinguishes the keys of its delegate and its ipam by letters: with another spelling it runs bridge and
    // host-local.
    private static readonly string[] OtherTypes = ["Type", "TYPE", "tYpe", "typE"];

    // ovs attaches an OVN port to br-int, and finds the bridge of a device or of a file by itself.
    private static readonly string[] OwnBridges =
    [
        "\"x\":1", "\"bridge\":\"\"", "\"bridge\":null", "\"args\":{\"cni\":{\"ovnPort\":\"b_pod\"}}",
        "\"bridge\":\"br-int\"", "\"bridge\":\"\",\"args\":{\"cni\":{\"ovnPort\":\"b_pod\"}}",
        "\"configuration_path\":\"x\"", "\"bridge \":\"br-a\"", "\"args\":{\"cni\":{\"bridge\":\"br-a\"}}",
    ];

    internal static IReadOnlyList<PolicyInput> All { get; } =
    [
        .. from path in Paths
           from place in Places
           select new PolicyInput(NoPaths, Fill(place, path), Fill(place, Stripped(path))),
        .. from key in PathKeys
           from place in PathPlaces
           let hostile = place.Replace("$", key, StringComparison.Ordinal)
           select new PolicyInput(NoPaths, hostile, hostile.Replace("\"x\"", "\"\"", StringComparison.Ordinal)),
        .. from key in ForbiddenKeys
           from place in PathPlaces
           select new PolicyInput(
               NoKeys,
               place.Replace("$", key, StringComparison.Ordinal),
               place.Replace("$", $"{key}_", StringComparison.Ordinal)),
        .. from name in Names
           from key in new[] { "name", "Name" }
           from rest in new[] { """ "type":"macvlan" """, """ "plugins":[{"type":"macvlan"}] """ }
           select new PolicyInput(
               "\"plugins\": [\"*\"]",
               $$"""{"{{key}}":{{Text(name)}},{{rest}}}""",
               $$"""{"{{key}}":"{{(key == "name" ? "net" : "tenant-a.net")}}",{{rest}}}"""),
        .. from name in Names
           from pool in Pools
           select new PolicyInput("\"plugins\": [\"*\"]", Named(pool, name), Named(pool, "net")),
        .. from name in Names.Concat(["net", ""])
           from pool in Pools
           select new PolicyInput("\"names\": \"qualified\"", Named(pool, name), Named(pool, "tenant-a.net")),
        .. OtherTypes.Select(static key => new PolicyInput(
            "\"plugins\": [\"flannel\", \"macvlan\"], \"masters\": [\"eth1\"]",
            $$$"""{"type":"flannel","delegate":{"{{{key}}}":"macvlan","master":"eth1"}}""",
            """{"type":"flannel","delegate":{"type":"macvlan","master":"eth1"}}""")),
        .. OtherTypes.Select(static key => new PolicyInput(
            "\"plugins\": [\"flannel\", \"bridge\", \"static\"]",
            $$$"""{"type":"flannel","ipam":{"{{{key}}}":"static"}}""",
            """{"type":"flannel","ipam":{"type":"static"}}""")),
        .. from type in new[] { "ovs", "ovs-mirror-producer", "ovs-mirror-consumer" }
           from keys in OwnBridges
           from form in new[] { """{"type":"$",%}""", """{"plugins":[{"type":"tuning"},{"type":"$",%}]}""" }
           let config = form.Replace("$", type, StringComparison.Ordinal)
           select new PolicyInput(
               "\"masters\": [\"br-a\"]",
               config.Replace("%", keys, StringComparison.Ordinal),
               config.Replace("%", "\"bridge\":\"br-a\"", StringComparison.Ordinal)),
        .. NoConfigs.Select(static none => new PolicyInput("\"files\": false", none, """{"type":"macvlan"}""")),
    ];

    // The same text without the characters that make it a path.
    private static string Stripped(string path) =>
        path.Replace("/", "", StringComparison.Ordinal).Replace("..", "", StringComparison.Ordinal);

    private static string Fill(string place, string text) => place.Replace("$", Text(text), StringComparison.Ordinal);

    private static string Named(string pool, string name) => pool.Replace("%", Text(name), StringComparison.Ordinal);

    private static string Text(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
