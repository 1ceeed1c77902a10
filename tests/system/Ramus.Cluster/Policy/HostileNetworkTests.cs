using System.Text.Json.Nodes;

namespace Ramus.Cluster.Policy;

/// <summary>
/// The worst networks that a tenant can store, under a policy that checks every value. All programs are restarted while
/// the networks exist, with the memory limits of the chart.
/// </summary>
[Collection(Disturbing.Name)]
public sealed class HostileNetworkTests
{
    private const int Largest = 1_000_000;
    private const int LargestJudged = 64 * 1024;

    private const string Good = """
        {"cniVersion":"1.0.0","type":"bridge","bridge":"rbhostile","ipam":{"type":"host-local","subnet":"10.77.0.0/24"}}
        """;

    private static readonly string PolicyPath = RamusSystem.PathOf("configmaps/ramus-policy");
    private static KubernetesApi Api => TestCluster.Current.Api;

    [ClusterFact]
    public async Task They_stop_no_program_and_no_pod_of_other_tenants()
    {
        await RamusSystem.ReadyAsync();
        await using var attacker = await TestNamespace.CreateAsync("attacker", isSeenByWebhook: false);
        await using var tenant = await TestNamespace.CreateAsync("tenant");
        try
        {
            await Api.CreateAsync(RamusSystem.PathOf("configmaps"), Policy(attacker.Name));
            foreach (var (name, config) in Networks())
            {
                await attacker.AddNetworkAsync(name, config);
            }

            foreach (var program in RamusSystem.Programs)
            {
                var pod = await RamusSystem.ReplaceAsync(program);
                pod["status"]!["containerStatuses"]!.AsArray().Select(static one => (int)one!["restartCount"]!)
                    .ShouldAllBe(static count => count == 0, $"{program} started at once");
            }

            await tenant.AddNetworkAsync("good", Good);
            await tenant.AddPodAsync("pod", "good");
            await tenant.RunningAsync("pod");
            await Eventually.AgreesAsync(
                async () => (await Api.ListAsync(
                        $"/apis/k8s.cni.cncf.io/v1/namespaces/{attacker.Name}/network-attachment-definitions"))
                    .All(static network => network.Condition("Valid") == "False"),
                "the operator has judged all networks");
            foreach (var program in RamusSystem.Programs)
            {
                (await RamusSystem.PodsAsync(program))
                    .SelectMany(static pod => pod["status"]!["containerStatuses"]!.AsArray())
                    .Select(static one => (int)one!["restartCount"]!)
                    .ShouldAllBe(static count => count == 0, $"{program} was not killed");
            }
        }
        finally
        {
            await Api.DeleteAsync(PolicyPath);
        }
    }

    private static JsonObject Policy(string @namespace) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = "ramus-policy" },
        ["data"] = new JsonObject
        {
            ["policy.json"] = $$$"""
                {"rules": [{"namespaces": ["{{{@namespace}}}"], "plugins": ["macvlan", "host-local"],
                            "masters": ["eth1"], "forbiddenKeys": ["dataDir"], "allowPaths": false, "files": false}]}
                """,
        },
    };

    private static IEnumerable<(string Name, string Config)> Networks()
    {
        foreach (var size in (int[])[LargestJudged - 100, Largest])
        {
            yield return ($"keys-{size}", Fill(size, "", "\"k%\":1,"));
            yield return ($"paths-{size}", Fill(size, "\"x\":[", "\"/%\",", "0],"));
            yield return ($"objects-{size}", Fill(size, "\"x\":[", "{},", "0],"));
            yield return (
                $"ranges-{size}",
                Fill(size, "\"ipam\":{\"type\":\"host-local\",\"ranges\":[", "[{\"subnet\":\"%.0/24\"}],", "[]]},"));
            yield return (
                $"folder-{size}",
                Fill(
                    size, "\"ipam\":{\"type\":\"host-local\",\"subnet\":\"10.1.0.0/24\",\"dataDir\":\"/", "x", "\"},"));
            yield return ($"variables-{size}", Fill(size, "\"x\":\"", "${node.annotations['a']}", "\","));
        }

        foreach (var length in (int[])[227, 246, 247, 253])
        {
            yield return (new string('n', length), Fill(LargestJudged - 100, "", "\"k%\":1,"));
        }
    }

    private static string Fill(int size, string before, string piece, string after = "")
    {
        const string End = "\"type\":\"bridge\",\"master\":\"/\"}";
        var text = new System.Text.StringBuilder("{\"cniVersion\":\"1.0.0\",", size + 64).Append(before);
        for (var i = 0; text.Length < size - piece.Length - after.Length - End.Length - 10; i++)
        {
            var number = piece.Contains("%.", StringComparison.Ordinal)
                ? $"{1 + (i >> 16)}.{(i >> 8) & 255}.{i & 255}"
                : $"{i}";
            text.Append(piece.Replace("%", number, StringComparison.Ordinal));
        }

        return text.Append(after).Append(End).ToString();
    }
}
