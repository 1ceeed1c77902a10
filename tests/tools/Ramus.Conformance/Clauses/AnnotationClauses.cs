using static Ramus.Conformance.Harness.Bench;

namespace Ramus.Conformance.Clauses;

/// <summary>The pod's annotation: valid forms, and texts that are refused before any attachment.</summary>
internal static class AnnotationClauses
{
    private const string Listed = "the whole annotation is ignored: only the default network is attached";

    public static IReadOnlyList<Clause> All { get; } =
    [
        new("M9 M10 F76 D1 D14 G7", 'M', Scope.Meta,
            "'blue, other/red' and the JSON list of both: same calls; the namespace defaults to "
            + "the pod's", bench =>
        {
            bench.Define("shop/blue", Net("blue", "1.0.0", bench.Plug("blue")));
            bench.Define("other/red", Net("red", "1.0.0", bench.Plug("red")));
            foreach (var text in (string[])["blue, other/red", """[{"name":"blue"},{"name":"red","namespace":"other"}]"""])
            {
                using var pod = bench.NewPod();
                bench.Added(bench.For(text), pod);
                bench.Expect("primary ADD eth0", "blue ADD net1", "red ADD net2");
            }
        }),
        new("M11 M12", 'M', Scope.Meta,
            "an element with a key of reverse DNS form and an empty namespace; an element without name", bench =>
        {
            bench.DefineTwo();
            bench.Added(bench.For("""[{"name":"blue","namespace":"","example.com/colour":{"a":1}}]"""));
            bench.Expect("primary ADD eth0", "blue ADD net1");
            bench.RefusesNetworks("""[{"namespace":"shop"}]""", "name");
        }),
        new("M4 X6", 'M', Scope.Meta,
            "names that are not DNS-1123 labels: Blue, -blue, blue_, ../blue, blue/../../x, 'b lue'", bench =>
        {
            bench.DefineTwo();
            foreach (var name in (string[])["Blue", "-blue", "blue_", "../blue", "blue/../../x", "b lue"])
            {
                bench.RefusesNetworks($$"""[{"name":"{{name}}"}]""");
            }
        }),
        new("D4 D9 D10 D12 D13", 'I', Scope.Meta,
            "texts in neither form: broken JSON, two '/', two '@', interface names with a blank and of 24 "
            + "letters", bench =>
        {
            bench.DefineTwo();
            foreach (var text in (string[])
                     [
                         "[adsfasdfasdfasf]",
                         "root@someIP/root@someOtherIP/root@thirdIP",
                         "root@someIP/root@someOtherIP@garbagevalue",
                         "shop/blue@my Name",
                         "shop/blue@very_long_interface_name",
                     ])
            {
                bench.RefusesNetworks(text, "networks");
            }
        }),
        new("D16 D17", 'I', Scope.Meta, "the interface after '@', with and without namespace", bench =>
        {
            bench.DefineTwo();
            bench.Added(bench.For("blue@my_interface,shop/red@other0"));
            bench.Expect("primary ADD eth0", "blue ADD my_interface", "red ADD other0");
        }),
        new("X3", 'I', Scope.Meta, "'blue,': an element with an empty name", bench =>
        {
            bench.DefineTwo();
            bench.RefusesNetworks("blue,");
        }),
        new("X5", 'I', Scope.Meta, "'[]': no networks, and no error", bench =>
        {
            bench.DefineTwo();
            bench.Added(bench.For("[]"));
            bench.Expect("primary ADD eth0");
        }),
        new("M13 M15 M16 M18 M19 M21", 'M', Scope.Meta,
            $"one invalid value of each key, from ips to infiniband-guid: {Listed}", bench =>
        {
            bench.DefineTwo(more: Everything);
            var ignored = bench.Call("ADD", bench.For("""[{"name":"blue","ips":["abc"]}]"""));
            Require(!ignored.Failed, $"it fails: {ignored}");
            bench.Expect("primary ADD eth0");
        }),
        new("M20", 'M', Scope.Meta, $"two elements with default-route: {Listed}", bench =>
        {
            bench.DefineTwo();
            var text = """[{"name":"blue","default-route":["10.1.1.1"]},{"name":"red","default-route":["fd00::1"]}]""";
            var ignored = bench.Call("ADD", bench.For(text));
            Require(!ignored.Failed, $"it fails: {ignored}");
            bench.Expect("primary ADD eth0");
        }),
        new("X7 F76", 'I', Scope.Meta,
            "every invalid value is found before the first delegate runs, and the error names the key", bench =>
        {
            bench.DefineTwo(more: Everything);
            foreach (var (word, keys) in Invalid)
            {
                bench.RefusesNetworks($$"""[{"name":"blue",{{keys}}}]""", word);
            }
        }),
        new("M20 X13 F96", 'I', Scope.Meta,
            "two gateways of one family, in one element and in two: refused, nothing is attached", bench =>
        {
            bench.DefineTwo();
            bench.RefusesNetworks(
                """[{"name":"blue","default-route":["10.1.1.1"]},{"name":"red","default-route":["10.1.1.2"]}]""", "default-route");
            bench.RefusesNetworks("""[{"name":"blue","default-route":["10.1.1.1","10.1.1.2"]}]""", "default-route");
        }),
        new("M16 F96", 'M', Scope.Meta, "two elements with the same interface; one with the default network's", bench =>
        {
            bench.DefineTwo();
            bench.RefusesNetworks("""[{"name":"blue","interface":"a0"},{"name":"red","interface":"a0"}]""", "a0");
            bench.RefusesNetworks("""[{"name":"blue","interface":"eth0"}]""", "eth0");
        }),
        new("M22 F96", 'M', Scope.Meta, "ips together with ipam-claim-reference", bench =>
        {
            bench.DefineTwo(more: Everything);
            bench.RefusesNetworks(
                """[{"name":"blue","ips":["10.1.1.7/24"],"ipam-claim-reference":"claim"}]""",
                "ipam-claim-reference");
        }),
        new("M22", 'M', Scope.Meta, "ipam-claim-reference alone, with a plugin that does not know it: ignored", bench =>
        {
            bench.DefineTwo();
            bench.Added(bench.For("""[{"name":"blue","ipam-claim-reference":"claim"}]"""));
            bench.Expect("primary ADD eth0", "blue ADD net1");
        }),
        new("D2 X38", 'I', Scope.Meta,
            "a network that does not exist: the error names it and its namespace, nothing is attached", bench =>
        {
            bench.DefineTwo();
            bench.RefusesNetworks("blue,absent", "shop/absent");
        }),
    ];

    private static string Everything => """
        "capabilities":{"ips":true,"mac":true,"portMappings":true,"bandwidth":true,"infinibandGUID":true}
        """;

    private static (string Word, string Keys)[] Invalid =>
    [
        ("ips", """ "ips":"10.0.0.1" """),
        ("ips", """ "ips":[] """),
        ("ips", """ "ips":["abc"] """),
        ("ips", """ "ips":["10.0.0.1/33"] """),
        ("mac", """ "mac":"02:00:00" """),
        ("mac", """ "mac":7 """),
        ("interface", """ "interface":"a/b" """),
        ("interface", """ "interface":"sixteen-letters-" """),
        ("cni-args", """ "cni-args":[1] """),
        ("portMappings", """ "portMappings":[] """),
        ("hostPort", """ "portMappings":[{"hostPort":0,"containerPort":80}] """),
        ("containerPort", """ "portMappings":[{"hostPort":80,"containerPort":65536}] """),
        ("protocol", """ "portMappings":[{"hostPort":80,"containerPort":80,"protocol":"icmp"}] """),
        ("bandwidth", """ "bandwidth":{} """),
        ("bandwidth", """ "bandwidth":{"ingressBurst":1000} """),
        ("default-route", """ "default-route":["abc"] """),
        ("infiniband-guid", """ "infiniband-guid":"02:00:00:00:00:01" """),
    ];
}
