using System.Text.Json.Nodes;

namespace Ramus.Cluster.Rights;

/// <summary>
/// What the programs were seen to ask of the API server in all tests before this one, compared with what their roles
/// allow: nothing was refused, and nothing is allowed that was never asked.
/// </summary>
[Collection(Leftovers.Last.Name)]
public sealed class RightsTests
{
    private static readonly string[] Programs = ["ramus-node", "ramus-operator", "ramus-webhook"];

    /// <summary>What these tests do not bring about every time, and why the programs need it all the same.</summary>
    private static readonly Dictionary<string, string> NotSeenHere = new()
    {
        ["ramus-node: get resourceclaims.resource.k8s.io"] = "Kubernetes 1.20 has no dynamic resource allocation",
        ["ramus-node: list resourceslices.resource.k8s.io"] = "Kubernetes 1.20 has no dynamic resource allocation",
        ["ramus-node: get network-attachment-definitions.k8s.cni.cncf.io"] = "a network made a moment before its pod",
        ["ramus-node: patch events"] = "an event that happens again",
        ["ramus-webhook: create events"] = "settings that cannot be read",
        ["ramus-webhook: patch events"] = "an event that happens again",
        ["ramus-operator: patch events"] = "an event that happens again",
        ["ramus-operator: get network-attachment-definitions.k8s.cni.cncf.io"] =
            "a configuration too long for the cache",
        ["ramus-operator: delete secrets"] = "a secret of another type, left by somebody else",
    };

    [ClusterFact]
    public async Task The_programs_may_do_what_they_do_and_nothing_else()
    {
        await RamusSystem.ReadyAsync();
        var requests = Requests();
        requests.Where(request => (int?)request["responseStatus"]?["code"] is 401 or 403 && !IsAllowed(request))
            .Select(request => $"{request["user"]!["username"]} {request["verb"]} {request["requestURI"]}")
            .ShouldBeEmpty("refused");

        var used = requests.SelectMany(AccessRight.Needed).Where(right => Programs.Contains(right.Program))
            .Distinct().ToList();
        var allowed = await AllowedAsync();

        used.Except(allowed).Select(right => $"{right}").ShouldBeEmpty("done, but by no right of its role");
        allowed.Except(used).Select(right => $"{right}").Except(NotSeenHere.Keys)
            .ShouldBeEmpty("allowed, but never done: take it away, or say in NotSeenHere why it is needed");
    }

    // By RBAC; the API server refuses all the same to make anything in a namespace that is being deleted.
    private static bool IsAllowed(JsonNode request) =>
        (string?)request["annotations"]?["authorization.k8s.io/decision"] == "allow";

    private static List<JsonNode> Requests()
    {
        using var log = new StreamReader(new FileStream(
            TestCluster.Current.AuditLog, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var requests = new List<JsonNode>();
        while (log.ReadLine() is { } line)
        {
            // The last one may still be being written.
            if (line.EndsWith('}'))
            {
                requests.Add(JsonNode.Parse(line)!);
            }
        }

        return requests;
    }

    private static async Task<IReadOnlyList<AccessRight>> AllowedAsync()
    {
        const string Group = "/apis/rbac.authorization.k8s.io/v1";
        var rights = new List<AccessRight>();
        foreach (var program in Programs)
        {
            foreach (var path in (string[])
                [$"{Group}/clusterroles/{program}", $"{Group}/namespaces/{RamusSystem.Namespace}/roles/{program}"])
            {
                var rules = (await TestCluster.Current.Api.FindAsync(path))?["rules"]?.AsArray() ?? [];
                rights.AddRange(rules.SelectMany(rule => AccessRight.Of(program, rule!)));
            }
        }

        return [.. rights.Distinct()];
    }
}
