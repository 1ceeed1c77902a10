using System.Text.Json.Nodes;

namespace Ramus.Cluster.Rights;

/// <summary>
/// The programs' API requests during all earlier tests, compared with their roles: no request was refused, and no right
/// is granted that was never used.
/// </summary>
[Collection(Leftovers.Last.Name)]
public sealed class RightsTests
{
    /// <summary>Rights that these tests do not always use, and why the programs need them nevertheless.</summary>
    private static readonly Dictionary<string, string> NotSeenHere = new()
    {
        ["ramus-node: get resourceclaims.resource.k8s.io"] = "Kubernetes 1.20 has no dynamic resource allocation",
        ["ramus-node: list resourceslices.resource.k8s.io"] = "Kubernetes 1.20 has no dynamic resource allocation",
        ["ramus-node: get network-attachment-definitions.k8s.cni.cncf.io"] = "a network created just before its pod",
        ["ramus-node: patch events"] = "a repeated event",
        ["ramus-webhook: create events"] = "settings that cannot be read",
        ["ramus-webhook: patch events"] = "a repeated event",
        ["ramus-webhook: get secrets"] = "a certificate that is created after the webhook's pod",
        ["ramus-operator: patch events"] = "a repeated event",
        ["ramus-operator: get network-attachment-definitions.k8s.cni.cncf.io"] =
            "a configuration too long for the cache",
        ["ramus-operator: delete daemonsets.apps"] =
            "an uninstall that failed after it deleted the operator, and was rolled back",
        ["ramus-operator: delete secrets"] = "a Secret of another type, created by another program",
    };

    [ClusterFact]
    public async Task The_programs_may_do_what_they_do_and_nothing_else()
    {
        await RamusSystem.ReadyAsync();
        var requests = Requests();
        requests.Where(request => (int?)request["responseStatus"]?["code"] is 401 or 403 && !IsAllowed(request))
            .Select(request => $"{request["user"]!["username"]} {request["verb"]} {request["requestURI"]}")
            .ShouldBeEmpty("refused");

        var used = requests.SelectMany(AccessRight.Needed).Where(right => RamusSystem.Programs.Contains(right.Program))
            .Distinct().ToList();
        var allowed = await AllowedAsync();

        used.Except(allowed).Select(right => $"{right}").ShouldBeEmpty("used, but not granted by the program's role");
        allowed.Except(used).Select(right => $"{right}").Except(NotSeenHere.Keys)
            .ShouldBeEmpty("granted, but never used: remove it, or say in NotSeenHere why it is needed");
    }

    // Checks RBAC only; the API server also refuses to create objects in a namespace that is being deleted.
    private static bool IsAllowed(JsonNode request) =>
        (string?)request["annotations"]?["authorization.k8s.io/decision"] == "allow";

    private static List<JsonNode> Requests()
    {
        using var log = new StreamReader(new FileStream(
            TestCluster.Current.AuditLog, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var requests = new List<JsonNode>();
        while (log.ReadLine() is { } line)
        {
            // The last line may be incomplete.
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
        foreach (var program in RamusSystem.Programs)
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
