using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Ramus.Contract.Admission;
using Ramus.Contract.Selection;
using Ramus.Webhook.Admission;
using Ramus.Webhook.Networks;
using Ramus.Webhook.Pods;

namespace Ramus.Webhook.Tests.Pods;

public sealed class PodMutationPropertyTests
{
    private const string Resource = "example.com/foo";

    private static readonly Gen<int?> Quantity = Gen.Int[-1, 6].Select(n => n < 0 ? (int?)null : n);

    private static readonly Gen<(int? Requests, int? Limits)[]> Containers =
        Gen.Select(Quantity, Quantity).Array[1, 4];

    [Fact]
    public void The_pod_asks_for_what_its_networks_need_and_never_for_less_than_before() =>
        Gen.Select(Containers, Gen.Int[1, 5]).Sample((containers, networks) =>
        {
            var pod = Pod(containers);

            var patched = Patched(pod, networks, out _);

            Total(patched).ShouldBe(Math.Max(Total(pod), networks));
        });

    [Fact]
    public void A_second_pass_changes_nothing() =>
        Gen.Select(Containers, Gen.Int[1, 5]).Sample((containers, networks) =>
        {
            var patched = Patched(Pod(containers), networks, out _);

            Patched(patched, networks, out var second);

            second.Outcome.ShouldBe(DecisionOutcome.Unchanged);
        });

    [Fact]
    public void Added_to_what_the_first_container_asks_for_a_second_pass_changes_nothing_either() =>
        Gen.Select(Containers, Gen.Int[1, 5]).Sample((containers, networks) =>
        {
            var honoring = InjectionSettings.Default with { HonorExistingResources = true };
            var pod = Pod(containers);

            var patched = Patched(pod, networks, out _, honoring);
            Patched(patched, networks, out var second, honoring);

            Asked(First(patched), "requests").ShouldBe(
                Math.Max(Asked(First(pod), "requests"), Asked(First(pod), "limits")) + networks);
            second.Outcome.ShouldBe(DecisionOutcome.Unchanged);
        });

    private static JsonElement Patched(
        JsonElement pod, int networks, out AdmissionDecision decision, InjectionSettings? with = null)
    {
        var settings = with ?? InjectionSettings.Default;
        var text = string.Join(",", Enumerable.Repeat("net", networks));
        var selected = NetworkSelection.Parse(text, "default")
            .Select(selection => new RequestedNetwork(selection, Annotations.Networks)).ToList();
        var findings = new Dictionary<NetworkKey, NetworkFinding>
        {
            [new NetworkKey("default", "net")] = new NetworkFinding.Found(
                new CachedNetwork { ResourceNames = [Resource] }),
        };
        var annotations = new PodAnnotations(text, null, new Dictionary<string, string>(), []);
        decision = PodMutation.Decide(
            new PodRequest(PodJson.Read(pod), "pod default/p", annotations, selected, findings)
            {
                Settings = settings,
            });
        return decision.Patch.IsEmpty ? pod : PatchedPod.Apply(pod, decision.Patch);
    }

    private static JsonElement Pod((int? Requests, int? Limits)[] containers)
    {
        var list = new JsonArray([.. containers.Select(c => new JsonObject
        {
            ["resources"] = new JsonObject { ["requests"] = Map(c.Requests), ["limits"] = Map(c.Limits) },
        })]);
        var spec = new JsonObject { ["containers"] = list };
        var pod = new JsonObject { ["metadata"] = new JsonObject(), ["spec"] = spec };
        return JsonDocument.Parse(pod.ToJsonString()).RootElement;
    }

    private static JsonObject? Map(int? quantity) =>
        quantity is { } some ? new JsonObject { [Resource] = some.ToString() } : null;

    private static long Total(JsonElement pod) => JsonNode.Parse(pod.GetRawText())!["spec"]!["containers"]!.AsArray()
        .Sum(c => Math.Max(Asked(c!, "requests"), Asked(c!, "limits")));

    private static JsonNode First(JsonElement pod) =>
        JsonNode.Parse(pod.GetRawText())!["spec"]!["containers"]![0]!;

    private static long Asked(JsonNode container, string map) =>
        long.Parse(container["resources"]![map]?[Resource]?.ToString() ?? "0");
}
