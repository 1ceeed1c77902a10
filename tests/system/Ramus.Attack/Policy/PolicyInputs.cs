using System.Text.Json;

namespace Ramus.Attack.Policy;

/// <summary>A configuration that a rule forbids, and one beside it that breaks nothing.</summary>
internal sealed record PolicyInput(string Limits, string? Hostile, string Harmless);

/// <summary>Every way to write what a rule is against, in every place of a configuration.</summary>
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

    // In place of $ stands a text.
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

    private static readonly string?[] NoConfigs = [null, "", " ", "\n", "\t \r\n", "\u00A0", "\u2003"];

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
        .. NoConfigs.Select(static none => new PolicyInput("\"files\": false", none, """{"type":"macvlan"}""")),
    ];

    // The same text without what makes it a path.
    private static string Stripped(string path) =>
        path.Replace("/", "", StringComparison.Ordinal).Replace("..", "", StringComparison.Ordinal);

    private static string Fill(string place, string text) => place.Replace("$", Text(text), StringComparison.Ordinal);

    private static string Text(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
