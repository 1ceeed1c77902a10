namespace Ramus.Conformance.Harness;

/// <summary>Configurations for common plugins.</summary>
internal static class WellKnown
{
    private const string HostLocal =
        """{"type":"host-local","ranges":[[{"subnet":"10.9.0.0/24"}]],"dataDir":"@SCRATCH@/ipam"}""";

    public static string Configuration(string type) => type switch
    {
        "ramus" => """
            {"cniVersion":"1.0.0","name":"conformance","type":"ramus","delegates":[],"binDir":"@SCRATCH@/double/bin",
             "cniDir":"@SCRATCH@/state","ramusDir":"@SCRATCH@/networks.d","multusDir":"@SCRATCH@/multus",
             "confDir":"@SCRATCH@/conf.d","agentSocket":"@SCRATCH@/agent.sock","deviceInfoDir":"@SCRATCH@/devinfo"}
            """,
        "multus" => """
            {"cniVersion":"1.0.0","name":"conformance","type":"multus","delegates":[],"binDir":"@SCRATCH@/double/bin",
             "cniDir":"@SCRATCH@/state","confDir":"@SCRATCH@/conf.d"}
            """,
        "bridge" => With(type, $$""" ,"bridge":"cni@ID@","ipam":{{HostLocal}} """),
        "macvlan" => With(type, $$""" ,"master":"uplink","ipam":{{HostLocal}} """),
        "ipvlan" => With(type, $$""" ,"master":"uplink","ipam":{{HostLocal}} """),
        "ptp" => With(type, $$""" ,"ipam":{{HostLocal}} """),
        "host-local" => With(type, $$""" ,"ipam":{{HostLocal}} """),
        "static" => With(type, """ ,"ipam":{"type":"static","addresses":[{"address":"10.9.0.5/24"}]} """),
        _ => With(type, ""),
    };

    private static string With(string type, string more) =>
        $$"""{"cniVersion":"1.0.0","name":"conformance","type":"{{type}}"{{more}}}""";
}
