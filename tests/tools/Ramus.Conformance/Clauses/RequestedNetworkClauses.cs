using Ramus.Conformance.Harness;
using static Ramus.Conformance.Harness.Bench;

namespace Ramus.Conformance.Clauses;

/// <summary>The requests in an element of the annotation, and how they reach the delegate.</summary>
internal static class RequestedNetworkClauses
{
    public static IReadOnlyList<Clause> All { get; } =
    [
        Wish("M13 M14", "ips", """["10.1.1.7/24"]""", "ips"),
        Wish("M15", "mac", "\"02:00:00:00:00:07\"", "mac"),
        Wish("M18", "portMappings", """[{"hostPort":8080,"containerPort":80,"protocol":"TCP"}]""", "portMappings"),
        Wish("M19", "bandwidth", """{"ingressRate":1000,"ingressBurst":100}""", "bandwidth"),
        Wish("M21", "infiniband-guid", "\"c2:11:22:33:44:55:66:77\"", "infinibandGUID"),
        Unheard("M14", "ips", """["10.1.1.7/24"]"""),
        Unheard("M15 F95", "mac", "\"02:00:00:00:00:07\""),
        Unheard("M18", "portMappings", """[{"hostPort":8080,"containerPort":80}]"""),
        Unheard("M19", "bandwidth", """{"ingressRate":1000,"ingressBurst":100}"""),
        Unheard("M21", "infiniband-guid", "\"c2:11:22:33:44:55:66:77\""),
        new("M16 X10", 'M', Scope.Meta,
            "interface sets CNI_IFNAME; the other element keeps the number of its place", bench =>
        {
            bench.DefineTwo();
            bench.Added(bench.For("""[{"name":"blue","interface":"a0"},{"name":"red"}]"""));
            bench.Expect("primary ADD eth0", "blue ADD a0", "red ADD net2");
        }),
        new("X9", 'I', Scope.Meta,
            "the old key interfaceRequest, alone, beside an empty interface, beside another", bench =>
        {
            bench.DefineTwo();
            foreach (var (keys, expected) in ((string, string)[])
                     [
                         ("\"interfaceRequest\":\"x0\"", "x0"),
                         ("\"interface\":\"\",\"interfaceRequest\":\"x0\"", "x0"),
                         ("\"interface\":\"y0\",\"interfaceRequest\":\"x0\"", "y0"),
                     ])
            {
                bench.Added(bench.For($$"""[{"name":"blue",{{keys}}}]"""), bench.NewPod());
                bench.Expect("primary ADD eth0", $"blue ADD {expected}");
            }
        }),
        new("M17", 'M', Scope.Meta,
            "cni-args {b:pod,c:pod} over the network's args.cni {a:net,b:net}: the pod's values win", bench =>
        {
            bench.DefineTwo(more: """ "args":{"cni":{"a":"net","b":"net"}} """);
            bench.Added(bench.For("""[{"name":"blue","cni-args":{"b":"pod","c":"pod"}}]"""));
            var call = bench.Seen("primary ADD eth0", "blue ADD net1")[1];
            Same("""{"a":"net","b":"pod","c":"pod"}""", At(call.Input, "args", "cni"), "args.cni");
        }),
        new("M20 Y1", 'M', Scope.Meta,
            "default-route on net1: the pod has exactly one IPv4 default route, via net1; the IPv6 one stays on "
            + "eth0", bench =>
        {
            WithInterfaces(bench);
            bench.Added(bench.For("""[{"name":"blue","default-route":["10.1.2.1"]}]"""));
            Same("via 10.1.2.1 dev net1", string.Join(", ", bench.Pod.DefaultRoutes(4)), "IPv4 default routes");
            Same("via fd00:1::1 dev eth0", string.Join(", ", bench.Pod.DefaultRoutes(6)), "IPv6 default routes");
        }),
        new("M20 Y2", 'M', Scope.Meta,
            "default-route [] on net1: the default routes of the default network are unchanged", bench =>
        {
            WithInterfaces(bench);
            bench.Added(bench.For("""[{"name":"blue","default-route":[]}]"""));
            Same("via 10.1.1.1 dev eth0", string.Join(", ", bench.Pod.DefaultRoutes(4)), "IPv4 default routes");
        }),
        new("M23 M24 F28", 'M', Scope.Meta,
            "one network twice: two ADDs, two interfaces; ADD, CHECK, DEL of each have the same parameters", bench =>
        {
            bench.DefineTwo();
            bench.Added(bench.For("blue,blue"));
            bench.Succeeded("CHECK", bench.For("blue,blue"));
            bench.Deleted();
            var calls = bench.Double.Calls.Where(call => call.Type == "blue").ToList();
            Same(
                "blue ADD net1, blue ADD net2, blue CHECK net1, blue CHECK net2, blue DEL net2, blue DEL net1",
                string.Join(", ", calls),
                "calls");
            Require(
                calls.All(call => call.ContainerId == bench.Pod.Id && At(call.Input, "name") == "\"blue\""),
                "another container or name");
        }),
        new("X17 F95", 'I', Scope.Meta, "deviceID in an element reaches the plugin that declares it", bench =>
        {
            bench.DefineTwo(more: """ "capabilities":{"deviceID":true} """);
            bench.Added(bench.For("""[{"name":"blue","deviceID":"0000:03:02.0"}]"""));
            var call = bench.Seen("primary ADD eth0", "blue ADD net1")[1];
            Same("\"0000:03:02.0\"", At(call.Input, "runtimeConfig", "deviceID"), "runtimeConfig.deviceID");
        }),
    ];

    private static Clause Wish(string ids, string key, string value, string capability) =>
        new(ids, 'M', Scope.Meta,
            $"{key} becomes runtimeConfig.{capability} of the plugin that declares it, and of no other", bench =>
        {
            bench.Define(
                "shop/blue",
                Net("blue", "1.0.0", bench.Plug("blue", $$""" "capabilities":{"{{capability}}":true} """), bench.Plug(
                    "second")));
            bench.Added(bench.For($$"""[{"name":"blue","{{key}}":{{value}}}]"""));
            var calls = bench.Seen("primary ADD eth0", "blue ADD net1", "second ADD net1");
            Require(
                At(calls[0].Input, "runtimeConfig") is null && At(calls[2].Input, "runtimeConfig") is null,
                "other plugins get it as well");
            var given = At(calls[1].Input, "runtimeConfig", capability)!;
            Same(Canonical(value).ToUpperInvariant(), given?.ToUpperInvariant(), capability);
        });

    private static Clause Unheard(string ids, string key, string value) =>
        new(ids, 'M', Scope.Meta,
            $"{key}, but no plugin of the network declares the capability: ADD fails, nothing is attached", bench =>
        {
            bench.DefineTwo();
            bench.RefusesNetworks($$"""[{"name":"blue","{{key}}":{{value}}}]""");
        });

    // Delegates that create interfaces and routes, so that the kernel can be queried.
    private static void WithInterfaces(Bench bench)
    {
        bench.DefineTwo();
        Make("primary", 1, "ip route add default via 10.1.1.1 && ip -6 route add default via fd00:1::1");
        Make("blue", 2, "true");

        void Make(string type, int number, string more)
        {
            var routes = number == 1
                ? ""","routes":[{"dst":"0.0.0.0/0","gw":"10.1.1.1"},{"dst":"::/0","gw":"fd00:1::1"}]"""
                : "";
            bench.Double.Do(type, "ADD", $$"""
                nsenter --net="$CNI_NETNS" sh -ec "
                  ip link add $CNI_IFNAME type veth peer name p$CNI_IFNAME
                  ip link set p$CNI_IFNAME up; ip link set $CNI_IFNAME up
                  ip addr add 10.1.{{number}}.2/24 dev $CNI_IFNAME; ip addr add fd00:{{number}}::2/64 dev $CNI_IFNAME nodad
                  {{more}}" >&2 || exit 1
                echo "{\"cniVersion\":\"1.0.0\",\"interfaces\":[{\"name\":\"$CNI_IFNAME\",\"sandbox\":\"$CNI_NETNS\"}],"
                echo '"ips":[{"address":"10.1.{{number}}.2/24","gateway":"10.1.{{number}}.1","interface":0},'
                echo '{"address":"fd00:{{number}}::2/64","interface":0}]{{routes}}}'
                """);
        }
    }
}
