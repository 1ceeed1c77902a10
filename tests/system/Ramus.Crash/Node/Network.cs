namespace Ramus.Crash.Node;

/// <summary>
/// Network configurations whose state is below one directory, so that leaks can be listed as files.
/// </summary>
/// <param name="Directory">The directory of leases and backups.</param>
internal sealed record Network(string Directory)
{
    public string Cluster => List(
        "cluster", Bridge("cni0", "10.88.0.0/16", """ "isGateway":true, "isDefaultGateway":true, """));

    public string Macvlan => List("macvlan-conf", Macvlans("uplink"));

    public string SecondBridge => List("bridge-conf", Bridge("br-two", "10.2.0.0/16", ""));

    public string PtpTuning => List(
        "ptp-tuning",
        $$"""{"type":"ptp","ipam":{{Ipam("10.3.0.0/16")}}}""",
        $$"""{"type":"tuning","dataDir":"{{Directory}}/tuning","sysctl":{"net.core.somaxconn":"512"},"mtu":1400}""");

    public string Macvlans(string master) =>
        $$"""{"type":"macvlan","mode":"bridge","master":"{{master}}","ipam":{{Ipam("10.1.0.0/16")}}}""";

    public string Ipam(string subnet) =>
        $$"""{"type":"host-local","ranges":[[{"subnet":"{{subnet}}"}]],"dataDir":"{{Directory}}/ipam"}""";

    public static string List(string name, params string[] plugins) =>
        $$"""{"cniVersion":"1.0.0","name":"{{name}}","plugins":[{{string.Join(',', plugins)}}]}""";

    private string Bridge(string bridge, string subnet, string more) =>
        $$"""{"type":"bridge","bridge":"{{bridge}}",{{more}}"ipam":{{Ipam(subnet)}}}""";
}
