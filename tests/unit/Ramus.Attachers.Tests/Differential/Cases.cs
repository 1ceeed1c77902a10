namespace Ramus.Attachers.Tests.Differential;

/// <summary>Parts of configurations that the cases of several plugins combine.</summary>
internal static class Cases
{
    /// <summary>Those of the plugins of Debian 12; they do not know 1.1.0.</summary>
    public static readonly string[] Versions = ["0.1.0", "0.2.0", "0.3.0", "0.3.1", "0.4.0", "1.0.0"];

    public const string V4 = """ "ranges":[[{"subnet":"10.50.0.0/24"}]] """;
    public const string V6 = """ "ranges":[[{"subnet":"fd50::/64"}]] """;
    public const string Dual = """ "ranges":[[{"subnet":"10.50.0.0/24"}],[{"subnet":"fd50::/64"}]] """;

    /// <summary>IPAM configurations with addresses, each with its name.</summary>
    public static readonly (string Name, string Ipam)[] Ipams =
    [
        ("IPv4", HostLocal(V4)),
        ("IPv6", HostLocal(V6)),
        ("dual stack", HostLocal(Dual)),
        ("IPv6 before IPv4", HostLocal(""" "ranges":[[{"subnet":"fd50::/64"}],[{"subnet":"10.50.0.0/24"}]] """)),
        ("two addresses of a family", HostLocal(
            """ "ranges":[[{"subnet":"10.50.0.0/24"}],[{"subnet":"10.51.0.0/16"}]] """)),
        ("a default route", HostLocal($$"""{{V4}}, "routes":[{"dst":"0.0.0.0/0"}]""")),
        ("default routes of both families", HostLocal(
            $$"""{{Dual}}, "routes":[{"dst":"0.0.0.0/0"},{"dst":"::/0"}]""")),
        ("a route via another gateway", HostLocal(
            $$"""{{V4}}, "routes":[{"dst":"172.30.0.0/16","gw":"10.50.0.77"}]""")),
        ("a gateway in the middle", HostLocal(
            """ "ranges":[[{"subnet":"10.50.0.0/24","gateway":"10.50.0.100"}]] """)),
        ("a small range", HostLocal(
            """ "subnet":"10.50.0.0/24","rangeStart":"10.50.0.20","rangeEnd":"10.50.0.21" """)),
        ("static", """{"type":"static","addresses":[{"address":"10.50.0.9/24","gateway":"10.50.0.1"}]}"""),
        ("static, dual stack", """
            {"type":"static","addresses":[{"address":"10.50.0.9/24","gateway":"10.50.0.1"},
             {"address":"fd50::9/64","gateway":"fd50::1"}],"routes":[{"dst":"172.30.0.0/16","gw":"10.50.0.1"},
             {"dst":"fd60::/48","gw":"fd50::1"}]}
            """),
    ];

    /// <summary>host-local with its leases in the directory of the test.</summary>
    public static string HostLocal(string more) => $$"""{"type":"host-local","dataDir":"DATA",{{more}}}""";

    public static IEnumerable<TheoryDataRow<Case>> Rows(IEnumerable<Case> cases) =>
        cases.Select(tested => new TheoryDataRow<Case>(tested) { TestDisplayName = tested.Name });
}
