using Ramus.Conformance.Harness;
using static Ramus.Conformance.Harness.Bench;

namespace Ramus.Conformance.Clauses;

/// <summary>Invalid variables and configurations that are refused before any action.</summary>
internal static class RequestClauses
{
    private static readonly string[] Existing = ["ADD", "DEL"];

    public static IReadOnlyList<Clause> All { get; } =
    [
        new("F42", 'M', Scope.Any,
            "each required variable removed, for each command; DEL without CNI_NETNS is accepted", bench =>
        {
            foreach (var command in (string[])["ADD", "CHECK"])
            {
                RequireMissing(bench, command, "CNI_CONTAINERID", "CNI_NETNS", "CNI_IFNAME", "CNI_PATH");
            }

            RequireMissing(bench, "DEL", "CNI_CONTAINERID", "CNI_IFNAME", "CNI_PATH");
            Require(
                !bench.Refused("DEL", null, "CNI_NETNS").Message.Contains("CNI_NETNS", StringComparison.Ordinal),
                "DEL wants CNI_NETNS");
            if (bench.Profile.Supports("1.1.0"))
            {
                RequireMissing(bench, "GC", "CNI_PATH");
                RequireMissing(bench, "STATUS", "CNI_PATH");
            }
        }),
        new("F43", 'I', Scope.Any,
            "ADD without CNI_CONTAINERID, CNI_NETNS and CNI_IFNAME: one error names all three", bench =>
            RequireError(
                bench.Refused("ADD", null, "CNI_CONTAINERID", "CNI_NETNS", "CNI_IFNAME"),
                4, "CNI_CONTAINERID", "CNI_NETNS", "CNI_IFNAME")),
        new("R12 F20 F44", 'M', Scope.Any,
            "container ids some-%%-id, ../x, -x; interface names of 16 letters, '.', '..', with '/', "
            + "':', blank", bench =>
        {
            foreach (var id in (string[])["some-%%-id", "../x", "-x"])
            {
                RequireError(bench.Refused("ADD", null, $"CNI_CONTAINERID={id}"), 4);
            }

            foreach (var name in (string[])["sixteen-letters-", ".", "..", "a/b", "a:b", "a b"])
            {
                RequireError(bench.Refused("ADD", null, $"CNI_IFNAME={name}"), 4);
            }
        }),
        new("F45", 'I', Scope.Delegating,
            "CHECK and DEL of a container that was never added: no delegate sees an ADD", bench =>
        {
            var conf = bench.Delegating("1.0.0");
            bench.Call("CHECK", conf);
            bench.Call("DEL", conf);
            Require(
                bench.Double.Calls.All(call => call.Command is "CHECK" or "DEL"),
                string.Join(", ", bench.Double.Calls));
        }),
        new("F46", 'M', Scope.Any, "ADD with a configuration without cniVersion, which means 0.1.0", bench =>
        {
            var conf = bench.Conf(null, json => json.Remove("cniVersion"));
            var answer = bench.Call("ADD", conf);
            if (bench.Profile.Supports("0.1.0"))
            {
                Require(!answer.Failed, $"it supports 0.1.0, but: {answer}");
                return;
            }

            RequireError(answer, 1, "0.1.0");
        }),
        new("F47", 'M', Scope.Any, "CHECK with 0.3.1, GC and STATUS with 1.0.0", bench =>
        {
            RequireError(bench.Refused("CHECK", bench.Conf("0.3.1")), 1);
            bench.NeedsVersion("1.1.0");
            RequireError(bench.Refused("GC", bench.Conf("1.0.0")), 1);
            RequireError(bench.Refused("STATUS", bench.Conf("1.0.0")), 1);
        }),
        new("F48", 'M', Scope.Any, "ADD and DEL with cniVersion 9.9.9", bench =>
        {
            foreach (var command in Existing)
            {
                RequireError(bench.Refused(command, bench.Conf("9.9.9")), 1, "9.9.9");
            }
        }),
        new("F49", 'I', Scope.Any,
            "cniVersion adsfsadf: code 1 for ADD and DEL, code 6 for CHECK, GC and STATUS", bench =>
        {
            foreach (var command in Existing)
            {
                RequireError(bench.Refused(command, bench.Conf("adsfsadf")), 1);
            }

            RequireError(bench.Refused("CHECK", bench.Conf("adsfsadf")), 6);
            if (bench.Profile.Supports("1.1.0"))
            {
                RequireError(bench.Refused("GC", bench.Conf("adsfsadf")), 6);
                RequireError(bench.Refused("STATUS", bench.Conf("adsfsadf")), 6);
            }
        }),
        new("F50", 'M', Scope.Any, "a network name that is missing, or has '%' or '/' in it", bench =>
        {
            foreach (var command in Existing)
            {
                RequireError(bench.Refused(command, bench.Conf(null, json => json.Remove("name"))), 7);
                RequireError(bench.Refused(command, bench.Conf(null, json => json["name"] = "some-%%-name")), 7);
                RequireError(bench.Refused(command, bench.Conf(null, json => json["name"] = "../x")), 7);
            }
        }),
        new("F93 G4", 'M', Scope.Any, "configurations that are cut short, empty, an array, or have a comment", bench =>
        {
            var conf = bench.Conf();
            foreach (var broken in (string[])[conf[..^1], "", "[]", "// comment\n" + conf])
            {
                RequireError(bench.Refused("ADD", broken), 6);
                RequireError(bench.Refused("DEL", broken), 6);
            }
        }),
        new("F93", 'I', Scope.Meta,
            "a delegate's configuration with the same key twice, also in different case: refused, or passed "
            + "on unchanged", bench =>
        {
            foreach (var twice in (string[])["\"mtu\":1400,\"mtu\":1500", "\"mtu\":1400,\"MTU\":1500"])
            {
                var conf = bench.Conf()
                    .Replace("\"type\":\"primary\"", $"\"type\":\"primary\",{twice}", StringComparison.Ordinal);
                var answer = bench.Call("ADD", conf);
                Require(
                    answer.Failed || bench.Double.Calls[0].InputText.Contains(twice, StringComparison.Ordinal),
                    $"the key was changed: {twice}");
                Require(!answer.Failed || answer.Code is 6 or 7, $"{answer}");
                bench.Double.Forget();
            }
        }),
        new("F75", 'M', Scope.Any, "ADD and DEL as a runtime of 2016 calls: version 0.1.0, no CNI_ARGS", bench =>
        {
            bench.NeedsVersion("0.1.0");
            var conf = bench.Conf("0.1.0");
            bench.Added(conf, null, "CNI_ARGS");
            bench.Deleted(conf, null, "CNI_ARGS");
        }),
        new("F72", 'M', Scope.Meta, "CNI_ARGS of a pair without '='; of 'A=b=c'", bench =>
        {
            RequireError(bench.Failed("ADD", null, null, "CNI_ARGS=K8S_POD_NAME:web"), 4, "CNI_ARGS");
            bench.Added(null, null, "CNI_ARGS=IgnoreUnknown=1;A=b=c");
            var call = bench.Seen("primary ADD eth0")[0];
            Require(
                call.Variable("CNI_ARGS")!.Split(';').Contains("A=b=c"),
                $"CNI_ARGS is {call.Variable("CNI_ARGS")}");
        }),
    ];

    private static void RequireMissing(Bench bench, string command, params string[] variables)
    {
        var version = command is "GC" or "STATUS" ? "1.1.0" : null;
        foreach (var variable in variables)
        {
            RequireError(bench.Refused(command, bench.Conf(version), variable), 4, variable);
        }
    }
}
