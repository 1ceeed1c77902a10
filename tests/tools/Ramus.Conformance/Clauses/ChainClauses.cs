using System.Text.Json.Nodes;
using Ramus.Conformance.Harness;
using static Ramus.Conformance.Harness.Bench;

namespace Ramus.Conformance.Clauses;

/// <summary>Lists of plugins: order, prevResult, locks, retries.</summary>
internal static class ChainClauses
{
    public static IReadOnlyList<Clause> All { get; } =
    [
        new("R3 F4", 'M', Scope.Meta,
            "every plugin of a list is called with the list's configuration and our container", bench =>
        {
            bench.Delegate(Three(bench));
            bench.Added();
            foreach (var call in bench.Seen("one ADD eth0", "two ADD eth0", "three ADD eth0"))
            {
                Same(bench.Pod.Id, call.ContainerId, "container");
                Same($"\"{call.Type}\"", At(call.Input, "type"), "type");
            }
        }),
        new("R6 M37", 'M', Scope.Meta,
            "DEL while an ADD of the same container is in a delegate: one after the other", bench =>
        {
            var gate = Gate(bench, "primary");
            using var add = bench.Start("ADD");
            Await(() => bench.Double.Calls.Count == 1, "the delegate's ADD");
            using var delete = bench.Start("DEL");
            Open(delete, gate);
            add.Finish();
            Require(!delete.Finish().Failed, "DEL fails");
            RequireNoOverlap(bench);
        }),
        new("R7", 'M', Scope.Meta, "GC while an ADD is in a delegate: it waits", bench =>
        {
            bench.NeedsVersion("1.1.0");
            bench.Delegate(Net("default", "1.1.0", bench.Plug("primary")));
            var gate = Gate(bench, "primary");
            using var add = bench.Start("ADD");
            Await(() => bench.Double.Calls.Count == 1, "the delegate's ADD");
            var conf = bench.Conf("1.1.0", json => json["cni.dev/valid-attachments"] = new JsonArray());
            using var collect = bench.Start("GC", conf);
            Open(collect, gate);
            Require(!add.Finish().Failed, "ADD fails");
            collect.Finish();
            RequireNoOverlap(bench);
        }),
        new("R9 F89", 'S', Scope.Meta,
            "a network that is edited between ADD and DEL: DEL gets the configuration of ADD", bench =>
        {
            bench.Delegate(Net("default", "1.0.0", bench.Plug("primary", "\"mtu\":1400")));
            bench.Added();
            bench.Delegate(Net("default", "1.0.0", bench.Plug("other", "\"mtu\":1500")));
            bench.Deleted();
            Same("1400", At(bench.Seen("primary ADD eth0", "primary DEL eth0")[1].Input, "mtu"), "mtu at DEL");
        }),
        new("R10", 'S', Scope.Meta, "ADD repeated without a DEL: delegates get a DEL in between", bench =>
        {
            bench.Added();
            bench.Added();
            bench.Expect("primary ADD eth0", "primary DEL eth0", "primary ADD eth0");
        }),
        new("R11 R18 F17 G1 G13", 'M', Scope.Meta,
            "a list of three: called in order, each with the previous plugin's result; the last plugin's "
            + "result is our result", bench =>
        {
            bench.Delegate(Three(bench));
            var ours = bench.Added();
            var calls = bench.Seen("one ADD eth0", "two ADD eth0", "three ADD eth0");
            Require(At(calls[0].Input, "prevResult") is null, "the first plugin has a prevResult");
            Require(
                At(calls[1].Input, "prevResult", "ips", "0", "address") is not null,
                "the second plugin has no prevResult");
            Require(
                At(calls[1].Input, "prevResult") != At(calls[2].Input, "prevResult"),
                "the third plugin has the result of the first");
            Require(
                At(ours.Json!.Value, "ips", "0", "address") != At(calls[2].Input, "prevResult", "ips", "0", "address"),
                "our result is not the last plugin's result");
        }),
        new("R18 F18", 'M', Scope.Meta,
            "the second of three plugins fails: the third is not called, the error is the second's", bench =>
        {
            bench.Delegate(Three(bench));
            bench.Double.Fail("two", "ADD", 107, "the second fails");
            RequireError(bench.Failed("ADD"), 107, "the second fails");
            Require(bench.Double.Calls.All(call => call.ToString() != "three ADD eth0"), "the third plugin is called");
        }),
        new("R24", 'M', Scope.Meta,
            "after such a failure every plugin of the list gets DEL, including the one never called", bench =>
        {
            bench.Delegate(Three(bench));
            bench.Double.Fail("two", "ADD", 107, "the second fails");
            bench.Failed("ADD");
            bench.Expect("one ADD eth0", "two ADD eth0", "three DEL eth0", "two DEL eth0", "one DEL eth0");
            bench.Deleted();
        }),
        new("R19 F16 F23 G19", 'M', Scope.Meta,
            "DEL of a list of three: in reverse, each with the final result of ADD", bench =>
        {
            bench.Delegate(Three(bench));
            var result = bench.Added().Json!.Value;
            bench.Double.Forget();
            bench.Deleted();
            foreach (var call in bench.Seen("three DEL eth0", "two DEL eth0", "one DEL eth0"))
            {
                Same(Canonical(result), At(call.Input, "prevResult"), $"prevResult for {call}");
            }
        }),
        new("R19", 'M', Scope.Meta,
            "DEL of a list stops at the first error; a repeated DEL calls all plugins again", bench =>
        {
            bench.Delegate(Three(bench));
            bench.Added();
            bench.Double.Forget();
            bench.Double.Fail("two", "DEL", 107, "not yet");
            bench.Failed("DEL");
            bench.Expect("three DEL eth0", "two DEL eth0");
            bench.Double.Relent("two", "DEL");
            bench.Deleted();
            bench.Expect("three DEL eth0", "two DEL eth0", "one DEL eth0");
        }),
        new("F14 F88", 'M', Scope.Meta,
            "DEL five times: all succeed; the delegates of a repeated DEL get no prevResult", bench =>
        {
            bench.Added();
            bench.Double.Forget();
            for (var round = 0; round < 5; round++)
            {
                bench.Deleted();
            }

            var calls = bench.Double.Calls;
            Require(At(calls[0].Input, "prevResult") is not null, "the first DEL has no prevResult");
            Require(calls.Skip(1).All(call => At(call.Input, "prevResult") is null), "a repeated DEL has a prevResult");
        }),
        new("F15", 'M', Scope.Meta, "DEL of a network of 0.3.1: no prevResult", bench =>
        {
            bench.Delegate(Net("default", "0.3.1", bench.Plug("primary")));
            bench.Added();
            bench.Deleted();
            Require(
                At(bench.Seen("primary ADD eth0", "primary DEL eth0")[1].Input, "prevResult") is null,
                "there is a prevResult");
        }),
    ];

    private static string Three(Bench bench) =>
        Net("default", "1.0.0", bench.Plug("one"), bench.Plug("two"), bench.Plug("three"));

    // The double's ADD blocks until the gate opens.
    private static string Gate(Bench bench, string type)
    {
        var gate = $"{bench.Scratch}/gate";
        bench.Double.Do(type, "ADD", $$"""until [ -e '{{gate}}' ]; do sleep 0.01; done; echo '{}'""");
        return gate;
    }

    // By now the second call would have shown a violation; then the first call may end.
    private static void Open(Child second, string gate)
    {
        Thread.Sleep(150);
        Require(second.IsRunning, $"the second call does not wait: {(second.IsRunning ? null : second.Finish())}");
        File.WriteAllText(gate, "");
    }

    private static void RequireNoOverlap(Bench bench)
    {
        var depth = 0;
        foreach (var @event in bench.Double.Events)
        {
            depth += @event.StartsWith("begin", StringComparison.Ordinal) ? 1 : -1;
            Require(depth is 0 or 1, $"two calls at once: {string.Join(", ", bench.Double.Events)}");
        }
    }
}
