using System.Text.Json.Nodes;
using Ramus.Conformance.Harness;
using static Ramus.Conformance.Harness.Bench;

namespace Ramus.Conformance.Clauses;

/// <summary>CHECK, GC and STATUS of a plugin that calls delegates.</summary>
internal static class UpkeepClauses
{
    public static IReadOnlyList<Clause> All { get; } =
    [
        new("R20 F9 F21", 'M', Scope.Meta,
            "CHECK of a list of three: in order, each with the final result of ADD", bench =>
        {
            bench.Delegate(Net("default", "0.4.0", bench.Plug("one"), bench.Plug("two"), bench.Plug("three")));
            var result = bench.Added(bench.Conf("0.4.0")).Json!.Value;
            bench.Double.Forget();
            bench.Succeeded("CHECK", bench.Conf("0.4.0"));
            foreach (var call in bench.Seen("one CHECK eth0", "two CHECK eth0", "three CHECK eth0"))
            {
                Same(Canonical(result), At(call.Input, "prevResult"), $"prevResult for {call}");
            }
        }),
        new("R20 F22", 'M', Scope.Meta,
            "CHECK with disableCheck as a flag and as a text: success, no delegate is called", bench =>
        {
            foreach (var flag in (string[])["true", "\"true\""])
            {
                using var pod = bench.NewPod();
                var network = Net("default", "1.0.0", bench.Plug("primary"));
                bench.Delegate(
                    network.Replace("\"name\"", $"\"disableCheck\":{flag},\"name\"", StringComparison.Ordinal));
                bench.Added(null, pod);
                bench.Double.Forget();
                bench.Succeeded("CHECK", null, pod);
                bench.Expect();
            }
        }),
        new("R20", 'M', Scope.Meta,
            "CHECK of a container that was never added, and of one that is deleted: no delegate is called", bench =>
        {
            bench.Call("CHECK");
            bench.Expect();
            bench.Added();
            bench.Deleted();
            bench.Double.Forget();
            bench.Call("CHECK");
            bench.Expect();
        }),
        new("F8", 'M', Scope.Meta,
            "CHECK while the delegate's network is of 0.3.1: the delegate is not called", bench =>
        {
            bench.Delegate(Net("default", "0.3.1", bench.Plug("primary")));
            bench.Added();
            bench.Double.Forget();
            bench.Call("CHECK");
            bench.Expect();
        }),
        new("F91", 'I', Scope.Meta,
            "CHECK right after ADD with an IPAM type whereabouts, whose CHECK is 'not implemented': the pod "
            + "survives", bench =>
        {
            const string ipam = """ "ipam":{"type":"whereabouts","range":"10.1.0.0/24"} """;
            bench.Delegate(Net("default", "1.0.0", bench.Plug("primary", ipam)));
            bench.Double.Fail("primary", "CHECK", 999, "CNI CHECK method is not implemented");
            bench.Added();
            bench.Succeeded("CHECK");
        }),
        new("R21 F24 P14", 'M', Scope.Meta,
            "ADD, GC with disableGC, GC with this attachment valid, GC with none valid: what the "
            + "delegate sees", bench =>
        {
            bench.NeedsVersion("1.1.0");
            var network = Net("default", "1.1.0", bench.Plug("primary"));
            bench.Delegate(network.Replace("\"name\"", "\"disableGC\":true,\"name\"", StringComparison.Ordinal));
            bench.Succeeded("GC", Collecting(bench));
            bench.Expect();
            bench.Delegate(network);
            bench.Added(bench.Conf("1.1.0"));
            bench.Succeeded("GC", Collecting(bench, bench.Pod));
            bench.Succeeded("GC", Collecting(bench));
            var calls = bench.Seen("primary ADD eth0", "primary GC", "primary DEL eth0", "primary GC");
            foreach (var key in (string[])["cni.dev/valid-attachments", "cni.dev/attachments"])
            {
                Same($$"""[{"containerID":"{{bench.Pod.Id}}","ifname":"eth0"}]""", At(calls[1].Input, key), key);
                Same("[]", At(calls[3].Input, key), key);
            }

            Same(bench.Pod.Id, calls[2].ContainerId, "container of the DEL");
        }),
        new("R21", 'M', Scope.Meta,
            "GC with a valid container beside a dead one; the list under its older key; no list at all, which "
            + "means that no container is dead", bench =>
        {
            bench.NeedsVersion("1.1.0");
            bench.Delegate(Net("default", "1.1.0", bench.Plug("primary")));
            var dead = bench.NewPod();
            bench.Added(bench.Conf("1.1.0"));
            bench.Added(bench.Conf("1.1.0"), dead);
            bench.Double.Forget();
            bench.Call("GC", bench.Conf("1.1.0"));
            Require(bench.Double.Calls.All(call => call.Command == "GC"), string.Join(", ", bench.Double.Calls));
            bench.Double.Forget();
            bench.Succeeded(
                "GC",
                Collecting(bench, bench.Pod).Replace("valid-attachments", "attachments", StringComparison.Ordinal));
            Same(dead.Id, bench.Seen("primary DEL eth0", "primary GC")[0].ContainerId, "container of the DEL");
        }),
        new("F92", 'I', Scope.Meta,
            "GC with the list null, as CRI-O sends it: dead containers are detached from all their networks", bench =>
        {
            bench.NeedsVersion("1.1.0");
            bench.DefineTwo("1.1.0");
            bench.Delegate(Net("default", "1.1.0", bench.Plug("primary")));
            bench.Added(bench.For("blue", "1.1.0"));
            bench.Double.Forget();
            bench.Succeeded("GC", bench.Conf("1.1.0", json => json["cni.dev/valid-attachments"] = null));
            bench.Expect("blue DEL net1", "primary DEL eth0", "primary GC");
        }),
        new("R21 F92", 'M', Scope.Meta,
            "GC of two networks of one JSON name: each gets the living attachments of both", bench =>
        {
            bench.NeedsVersion("1.1.0");
            bench.Define("shop/blue", Net("shared", "1.1.0", bench.Plug("blue")));
            bench.Define("shop/red", Net("shared", "1.1.0", bench.Plug("blue")));
            bench.Added(bench.For("blue,red", "1.1.0"));
            bench.Double.Forget();
            bench.Succeeded("GC", Collecting(bench, bench.Pod));
            foreach (var call in bench.Double.Calls.Where(call => call.Type == "blue"))
            {
                Require(
                    call.InputText.Contains("\"net1\"", StringComparison.Ordinal),
                    $"net1 is not in the list: {call.InputText}");
                Require(
                    call.InputText.Contains("\"net2\"", StringComparison.Ordinal),
                    $"net2 is not in the list: {call.InputText}");
            }
        }),
        new("G31", 'I', Scope.Meta, "GC before any ADD: the default network's plugin is called once", bench =>
        {
            bench.NeedsVersion("1.1.0");
            bench.Delegate("""{"cniVersion":"1.1.0","name":"default","type":"primary"}""");
            bench.Succeeded("GC", Collecting(bench));
            bench.Expect("primary GC");
        }),
        new("R22 F25 P12", 'I', Scope.Meta,
            "STATUS of a list of two: both are called, without container, prevResult, runtimeConfig", bench =>
        {
            bench.NeedsVersion("1.1.0");
            bench.Delegate(Net("default", "1.1.0", bench.Plug("one"), bench.Plug("two")));
            bench.Succeeded("STATUS", bench.Conf("1.1.0"));
            foreach (var call in bench.Seen("one STATUS", "two STATUS"))
            {
                Require(
                    At(call.Input, "prevResult") is null && At(call.Input, "runtimeConfig") is null,
                    $"{call}: {call.InputText}");
                Same("\"default\"", At(call.Input, "name"), "name");
            }
        }),
        new("R22 F26", 'I', Scope.Meta,
            "STATUS of a list of three while the second answers with code 50: we return code 50, the third is not "
            + "called", bench =>
        {
            bench.NeedsVersion("1.1.0");
            bench.Delegate(Net("default", "1.1.0", bench.Plug("one"), bench.Plug("two"), bench.Plug("three")));
            bench.Double.Fail("two", "STATUS", 50, "not ready");
            RequireError(bench.Call("STATUS", bench.Conf("1.1.0")), 50, "not ready");
            bench.Expect("one STATUS", "two STATUS");
        }),
        new("R22", 'I', Scope.Meta,
            "STATUS while the delegate's network is of 1.0.0: success, the delegate is not called", bench =>
        {
            bench.NeedsVersion("1.1.0");
            bench.Succeeded("STATUS", bench.Conf("1.1.0"));
            bench.Expect();
        }),
        new("X31", 'I', Scope.Meta, "STATUS of a configuration of 1.0.0: code 1", bench =>
            RequireError(bench.Refused("STATUS", bench.Conf("1.0.0")), 1)),
        new("X30", 'I', Scope.Meta, "GC while the state directory does not exist yet", bench =>
        {
            bench.NeedsVersion("1.1.0");
            bench.Succeeded("GC", Collecting(bench));
        }),
    ];

    private static string Collecting(Bench bench, params Pod[] living) => bench.Conf("1.1.0", json =>
        json["cni.dev/valid-attachments"] = new JsonArray(
            [.. living.Select(pod => new JsonObject { ["containerID"] = pod.Id, ["ifname"] = "eth0" })]));
}
