using System.Text.Json;
using System.Text.Json.Nodes;
using Ramus.Conformance.Harness;
using static Ramus.Conformance.Harness.Bench;

namespace Ramus.Conformance.Clauses;

/// <summary>ADD, DEL, CHECK, STATUS and GC of one attachment.</summary>
internal static class AttachmentClauses
{
    private static readonly string[] Versions = ["0.1.0", "0.2.0", "0.3.0", "0.3.1", "0.4.0", "1.0.0", "1.1.0"];

    public static IReadOnlyList<Clause> All { get; } =
    [
        new("P4 F57", 'M', Scope.Any,
            "ADD in every version that VERSION lists; the result has that version and its shape", bench =>
        {
            foreach (var version in Versions.Where(bench.Profile.Supports))
            {
                using var pod = bench.NewPod();
                var conf = bench.Profile.IsMeta ? bench.Delegating(version) : bench.Conf(version);
                RequireShape(bench.Added(conf, pod), version);
                bench.Deleted(conf, pod);
            }
        }),
        new("P6 X14", 'M', Scope.Interface, "ADD while the pod already has an interface eth0", bench =>
        {
            bench.Pod.Ip("link", "add", "eth0", "type", "veth", "peer", "name", "peth0");
            bench.Failed("ADD");
            Require(bench.Pod.Interfaces.Contains("eth0"), "the existing interface was removed");
        }),
        new("P7", 'M', Scope.Any, "ADD, then DEL twice; DEL of a container that was never added", bench =>
        {
            bench.Added();
            bench.Deleted();
            bench.Deleted();
            bench.Deleted(null, bench.NewPod());
        }),
        new("P8 F87", 'S', Scope.Any,
            "DEL when the namespace is gone, when CNI_NETNS is empty, and without a prevResult", bench =>
        {
            bench.Added();
            bench.Pod.Stop();
            bench.Deleted(null, bench.Pod, "CNI_NETNS=");
            var second = bench.NewPod();
            bench.Added(null, second);
            second.Stop();
            bench.Deleted(null, second);
        }),
        new("P9", 'M', Scope.Any,
            "CHECK right after ADD, with its result as "
            + "prevResult", bench => bench.Succeeded("CHECK", Checkable(bench))),
        new("P10", 'S', Scope.Interface,
            "CHECK after the interface was removed: by ip link del, or the double reports an error", bench =>
        {
            var conf = Checkable(bench);
            if (bench.Profile.IsMeta)
            {
                bench.Double.Fail("primary", "CHECK", 107, "eth0 is gone");
            }
            else
            {
                bench.Pod.Ip("link", "del", "eth0");
            }

            bench.Failed("CHECK", conf);
        }),
        new("P11", 'M', Scope.Any,
            "STATUS when ADD can be served; then, for plugins with delegates, when the delegate is not "
            + "installed", bench =>
        {
            bench.NeedsVersion("1.1.0");
            bench.Succeeded("STATUS", bench.Delegating("1.1.0"));
            if (bench.Profile.IsMeta)
            {
                bench.Delegate("""{"cniVersion":"1.1.0","name":"default","plugins":[{"type":"not-installed"}]}""");
                RequireError(bench.Call("STATUS", bench.Conf("1.1.0")), 50, "not-installed");
                bench.Delegate(Net("default", "1.1.0", bench.Plug("primary")));
                bench.Added();
            }
        }),
        new("P15", 'M', Scope.Any, "standard output of GC", bench =>
        {
            bench.NeedsVersion("1.1.0");
            bench.Added(bench.Delegating("1.1.0"));
            var conf = bench.Delegating("1.1.0", json => json["cni.dev/valid-attachments"] = new JsonArray());
            var answer = bench.Succeeded("GC", conf);
            Require(answer.Json is null, $"{answer}");
        }),
        new("P16 F97", 'M', Scope.Any, "ADD of 20 containers at once, CHECK of each, DEL of all at once", bench =>
        {
            var pods = Enumerable.Range(0, 20).Select(_ => bench.NewPod()).ToList();
            var added = AtOnce(bench, "ADD", pods);
            Require(added.All(answer => !answer.Failed), $"ADD: {added.FirstOrDefault(answer => answer.Failed)}");
            if (bench.Profile.AsksIpam
                || (bench.Profile.IsIpam && Path.GetFileName(bench.Profile.Plugin) == "host-local"))
            {
                var addresses = added.Select(answer => At(answer.Json!.Value, "ips", "0", "address"))
                    .Distinct()
                    .Count();
                Require(addresses == pods.Count, $"20 containers have {addresses} addresses");
            }

            var deleted = AtOnce(bench, "DEL", pods);
            Require(deleted.All(answer => !answer.Failed), $"DEL: {deleted.FirstOrDefault(answer => answer.Failed)}");
        }),
        new("P20", 'M', Scope.Ipam, "the result of an IPAM plugin: no interfaces, no index of an interface", bench =>
        {
            var answer = bench.Added();
            Require(!answer.Output.Contains("\"interfaces\"", StringComparison.Ordinal), $"interfaces: {answer}");
            Require(At(answer.Json!.Value, "ips", "0", "interface") is null, $"ips[0].interface: {answer}");
        }),
        Clause.Invisible(
            "P5",
            'M',
            "a prevResult is passed on or changed",
            "for plugins that follow others in a list; this one comes first"),
        Clause.Invisible(
            "P23 P24",
            'S',
            "names of the conventions; agnostic plugins work chained",
            "concerns the functions of a plugin, not its protocol"),
    ];

    private static string Checkable(Bench bench)
    {
        var conf = bench.Conf("0.4.0");
        var result = bench.Added(conf).Json!.Value;
        return bench.Profile.IsMeta
            ? conf
            : bench.Conf("0.4.0", json => json["prevResult"] = JsonNode.Parse(result.GetRawText()));
    }

    private static List<Answer> AtOnce(Bench bench, string command, List<Pod> pods)
    {
        var children = pods.ConvertAll(pod => bench.Start(command, null, pod));
        try
        {
            return children.ConvertAll(child => child.Finish());
        }
        finally
        {
            children.ForEach(child => child.Dispose());
        }
    }

    private static void RequireShape(Answer answer, string version)
    {
        Require(answer.Json is not null, $"no result for {version}: {answer}");
        var result = answer.Json!.Value;
        Same($"\"{version}\"", At(result, "cniVersion"), "cniVersion of the result");
        if (version is "0.1.0" or "0.2.0")
        {
            Require(
                At(result, "ip4", "ip") is not null && !Has(result, "ips") && !Has(result, "interfaces"),
                $"not the shape of {version}: {answer}");
            return;
        }

        Require(At(result, "ips", "0", "address") is not null, $"no address in ips[0]: {answer}");
        Require(
            !Has(result, "ip4") && !Has(result, "ip6"),
            $"ip4 and ip6 are of older versions than {version}: {answer}");
        Require(
            At(result, "ips", "0", "version") is null == (version[0] == '1'),
            $"ips[0].version in {version}: {answer}");
        Require(version[0] == '1' || Has(result, "dns"), $"0.x results have dns: {answer}");
    }

    private static bool Has(JsonElement result, string key) => result.TryGetProperty(key, out _);
}
