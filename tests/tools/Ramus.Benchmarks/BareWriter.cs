using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Ramus.Kubernetes.Client;
using Ramus.Testing.Kubernetes.RealApi;

namespace Ramus.Benchmarks;

/// <summary>
/// The floor: a client that neither watches nor validates writes the statuses of the same networks to its own API
/// server.
/// </summary>
internal static class BareWriter
{
    internal static async Task<TimeSpan> RunAsync(ApiServer api, string all)
    {
        var networks = await api.ListAsync(all);
        var watch = Stopwatch.StartNew();

        // The operator has the same number of workers.
        var limit = new ParallelOptions { MaxDegreeOfParallelism = 8 };
        await Parallel.ForEachAsync(networks, limit, async (network, stop) =>
        {
            var metadata = network["metadata"]!;
            await api.Client.MergePatchAsync(
                Nads.PathOf((string)metadata["namespace"]!, (string)metadata["name"]!) + "/status",
                Encoding.UTF8.GetBytes(Patch(metadata).ToJsonString()), "ramus-operator", stop);
        });
        return watch.Elapsed;
    }

    /// <summary>A patch like the operator's.</summary>
    private static JsonObject Patch(JsonNode metadata) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["uid"] = (string)metadata["uid"]!,
            ["resourceVersion"] = (string)metadata["resourceVersion"]!,
        },
        ["status"] = new JsonObject
        {
            ["observedGeneration"] = 1,
            ["type"] = "macvlan",
            ["cniVersion"] = "1.0.0",
            ["resourceName"] = null,
            ["plugins"] = new JsonArray(Program("macvlan", "interface"), Program("host-local", "ipam")),
            ["masters"] = new JsonArray("eth1"),
            ["warnings"] = new JsonArray(),
            ["nodes"] = new JsonObject
            {
                ["summary"] = "0/0",
                ["desired"] = 0,
                ["rendered"] = 0,
                ["failed"] = 0,
                ["revision"] = (string)metadata["resourceVersion"]!,
                ["failures"] = new JsonArray(),
            },
            ["pods"] = 0,
            ["usedBy"] = new JsonArray(),
            ["outdatedPods"] = 0,
            ["conditions"] = new JsonArray(
                Condition("Valid", "True", "the network is valid"),
                Condition("Rendered", "Unknown", "its node selector matches no node that runs the agent"),
                Condition("InUse", "False", "no pod is attached to the network")),
        },
    };

    private static JsonObject Program(string type, string role) => new() { ["type"] = type, ["role"] = role };

    private static JsonObject Condition(string type, string status, string message) => new()
    {
        ["type"] = type,
        ["status"] = status,
        ["observedGeneration"] = 1,
        ["reason"] = "Reason",
        ["message"] = message,
        ["lastTransitionTime"] = "2026-01-01T00:00:00Z",
    };
}
