using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ramus.Contract.Admission;
using Ramus.Contract.Selection;
using Ramus.Webhook.Admission;
using Ramus.Webhook.Networks;
using Ramus.Webhook.Pods;

namespace Ramus.Fuzz.Targets;

/// <summary>A pod before the webhook, and what holds for every decision about it.</summary>
internal static class JudgedPod
{
    private static readonly InventedNetworks Networks = new();

    public static IReadOnlyList<InjectionSettings> Settings { get; } =
    [
        InjectionSettings.Default,
        InjectionReading.Parse(
            Encoding.UTF8.GetBytes(
                """
                {"features":{"enableHugePageDownApi":true,"enableHonorExistingResources":true},"networkStatus":"remove",
                "nodeSelectorConflict":"network","user-defined-injections":{"inject":{"op":"add",
                "path":"/metadata/annotations","value":{"k8s.v1.cni.cncf.io/networks":"foo,foo","example.com/a":"b"}}},
                "attachments":[{"namespaces":["*"],"networks":"[{\"name\":\"label\",\"interface\":\"x0\"}]"}],
                "resourceClaimTemplates":{"example.com/claimed":"template"}}
                """),
            "settings", InjectionSettings.Default).Settings,
    ];

    public static AdmissionDecision Judge(JsonElement pod, string @namespace, InjectionSettings settings)
    {
        var decision = Decide(pod, @namespace, settings);
        if (decision.Refusal is { } refusal)
        {
            Rule.Holds(refusal.Length is > 0 and < 4000, "a refusal says something, and not too much", refusal);
            Rule.Holds(decision.StatusCode is >= 400 and < 600, "a refusal has a status");
        }

        // An API server writes no key twice, and applies no patch to such an object.
        if (!decision.Patch.IsEmpty && IsUnambiguous(pod))
        {
            var patched = Apply(pod, decision.Patch);
            var again = Decide(patched, @namespace, settings);
            Rule.Holds(again.IsAllowed, "what was let through once is let through again", again.Refusal ?? "");
            Rule.Holds(again.Patch.IsEmpty, "a second pass changes nothing", Encoding.UTF8.GetString(again.Patch.Span));
        }

        return decision;
    }

    private static AdmissionDecision Decide(JsonElement pod, string @namespace, InjectionSettings settings)
    {
        var admission = new PodAdmission(Networks, new PodContext
        {
            Settings = () => settings,
            FailedOn = static key => key.Name.Length % 2 == 0 ? ["node-a"] : [],
        });

        // The invented networks are at hand: nothing is waited for.
        return admission.ReviewAsync(pod, @namespace, CancellationToken.None).AsTask().GetAwaiter().GetResult();
    }

    private static bool IsUnambiguous(JsonElement pod)
    {
        try
        {
            using var read = JsonDocument.Parse(
                pod.GetRawText(), new JsonDocumentOptions { AllowDuplicateProperties = false });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static JsonElement Apply(JsonElement pod, ReadOnlyMemory<byte> patch)
    {
        var root = JsonObject.Create(pod)!.DeepClone();
        foreach (var operation in JsonNode.Parse(patch.Span)!.AsArray())
        {
            var path = operation!["path"]!.GetValue<string>();
            var tokens = path.Split('/').Skip(1).Select(t => t.Replace("~1", "/").Replace("~0", "~")).ToList();
            var parent = tokens.SkipLast(1).Aggregate((JsonNode?)root, Step);
            Rule.Holds(parent is JsonObject or JsonArray, "the parent of what is added is there", path);
            Put(parent!, tokens[^1], operation["op"]!.GetValue<string>(), operation["value"]?.DeepClone());
        }

        return JsonDocument.Parse(root.ToJsonString()).RootElement;
    }

    private static JsonNode? Step(JsonNode? node, string token) =>
        node is JsonArray list ? list[int.Parse(token)] : node?[token];

    private static void Put(JsonNode parent, string token, string operation, JsonNode? value)
    {
        if (parent is JsonArray list)
        {
            list.Insert(token == "-" ? list.Count : int.Parse(token), value);
            return;
        }

        if (operation == "remove")
        {
            Rule.Holds(parent.AsObject().Remove(token), "what is removed was there", token);
            return;
        }

        parent[token] = value;
    }

    /// <summary>Networks of every kind, told by their names.</summary>
    private sealed class InventedNetworks : INetworkLookup
    {
        public ValueTask<NetworkFinding> FindAsync(NetworkKey key, CancellationToken cancellationToken) =>
            ValueTask.FromResult<NetworkFinding>(key.Name switch
            {
                "missing" => new NetworkFinding.Missing(["other"]),
                "unknown" => new NetworkFinding.Unknown("no answer"),
                "label" => Found(new CachedNetwork { NodeLabel = "nic=fast" }),
                "selector" => Found(new CachedNetwork { NodeSelector = "zone in (a,b),!virtual" }),
                "claimed" => Found(new CachedNetwork { ResourceNames = ["example.com/claimed"] }),
                "template" => Found(new CachedNetwork { ClaimTemplate = "own" }),
                "plain" => Found(new CachedNetwork()),
                _ => Found(new CachedNetwork { ResourceNames = ["example.com/foo"] }),
            });

        private static NetworkFinding.Found Found(CachedNetwork network) => new(network);
    }
}
