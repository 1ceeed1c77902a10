namespace Ramus.Cluster.ThreeNetworks;

/// <summary>Three networks of the usual kinds: macvlan, bridge, and the chain of ptp and tuning.</summary>
internal static class ThreeNetworks
{
    public const string Annotation = "macvlan, bridge, ptp";

    public static async Task AddAsync(TestNamespace @namespace)
    {
        await @namespace.AddNetworkAsync("macvlan", """
            {
              "cniVersion": "1.0.0", "type": "macvlan", "master": "eth1", "mode": "bridge",
              "ipam": { "type": "host-local", "subnet": "10.77.1.0/24" }
            }
            """);
        await @namespace.AddNetworkAsync("bridge", """
            {
              "cniVersion": "1.0.0", "type": "bridge", "bridge": "three0", "mtu": 1400,
              "ipam": { "type": "host-local", "subnet": "10.77.2.0/24" }
            }
            """);
        await @namespace.AddNetworkAsync("ptp", """
            {
              "cniVersion": "1.0.0", "name": "ptp-tuned",
              "plugins": [
                {
                  "type": "ptp", "mtu": 1300, "dns": { "nameservers": ["10.77.3.1"], "search": ["three.test"] },
                  "ipam": { "type": "host-local", "subnet": "10.77.3.0/24" }
                },
                { "type": "tuning", "sysctl": { "net.core.somaxconn": "500" } }
              ]
            }
            """);
    }

    /// <summary>The annotation as Multus 4 writes it, including all white space.</summary>
    public static string StatusByMultus(string @namespace, IReadOnlyList<PodInterface> links) =>
        DefaultByMultus(links[0]) + OthersByMultus(@namespace, links);

    private static string DefaultByMultus(PodInterface link) => $$"""
        [{
            "name": "cbr0",
            "interface": "eth0",
            "ips": [
                "{{link.Ip}}"
            ],
            "mac": "{{link.Mac}}",
            "default": true,
            "dns": {},
            "gateway": [
                "10.244.0.1"
            ]
        }
        """;

    private static string OthersByMultus(string @namespace, IReadOnlyList<PodInterface> links) => $$"""
        ,{
            "name": "{{@namespace}}/macvlan",
            "interface": "net1",
            "ips": [
                "{{links[1].Ip}}"
            ],
            "mac": "{{links[1].Mac}}",
            "dns": {}
        },{
            "name": "{{@namespace}}/bridge",
            "interface": "net2",
            "ips": [
                "{{links[2].Ip}}"
            ],
            "mac": "{{links[2].Mac}}",
            "dns": {}
        },{
            "name": "{{@namespace}}/ptp",
            "interface": "net3",
            "ips": [
                "{{links[3].Ip}}"
            ],
            "mac": "{{links[3].Mac}}",
            "dns": {
                "nameservers": [
                    "10.77.3.1"
                ],
                "search": [
                    "three.test"
                ]
            }
        }]
        """;
}
