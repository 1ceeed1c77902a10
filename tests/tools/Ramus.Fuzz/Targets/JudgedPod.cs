using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ramus.Contract.Admission;
using Ramus.Contract.Selection;
using Ramus.Webhook.Admission;
using Ramus.Webhook.Networks;
using Ramus.Webhook.Pods;

namespace Ramus.Fuzz.Targets;

/// <summary>The webhook's decision about a pod, and the rules for every decision.</summary>
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
            Rule.Holds(refusal.Length is > 0 and < 4000, "a refusal has a message of limited length", refusal);
            Rule.Holds(decision.StatusCode is >= 400 and < 600, "a refusal has a status");
        }

        // An API server writes no duplicate keys, and applies no patch to an object with duplicate keys.
        if (!decision.Patch.IsEmpty && IsUnambiguous(pod))
        {
            var patched = Apply(pod, decision.Patch);
            var again = Decide(patched, @namespace, settings);
            Rule.Holds(again.IsAllowed, "an accepted pod is accepted again", again.Refusal ?? "");
            Rule.Holds(again.Patch.IsEmpty, "a second pass changes nothing", Encoding.UTF8.GetString(again.Patch.Span));
        }

        return decision;
    }

    /// <summary>The webhook's judge of pods, over invented networks.</summary>
    public static PodAdmission Admission(InjectionSettings settings) => new(Networks, new PodContext
    {
        Settings = () => settings,
    });

    // The invented networks are at hand: nothing is waited for.
    private static AdmissionDecision Decide(JsonElement pod, string @namespace, InjectionSettings settings) =>
        Admission(settings).ReviewAsync(pod, @namespace, CancellationToken.None).AsTask().GetAwaiter().GetResult();

    /// <summary>Whether no key is there twice.</summary>
    public static bool IsUnambiguous(JsonElement pod)
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

    /// <summary>The pod as the API server changes it.</summary>
    public static JsonElement Apply(JsonElement pod, ReadOnlyMemory<byte> patch)
    {
        var root = JsonObject.Create(pod)!.DeepClone();
        foreach (var operation in JsonNode.Parse(patch.Span)!.AsArray())
        {
            var path = operation!["path"]!.GetValue<string>();
            var tokens = path.Split('/').Skip(1).Select(t => t.Replace("~1", "/").Replace("~0", "~")).ToList();
            var parent = tokens.SkipLast(1).Aggregate((JsonNode?)root, Step);
            Rule.Holds(parent is JsonObject or JsonArray, "the parent of an added value exists", path);
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
            Rule.Holds(parent.AsObject().Remove(token), "a removed value existed", token);
            return;
        }

        parent[token] = value;
    }

    /// <summary>Fake networks of every kind; the name decides the kind.</summary>
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
