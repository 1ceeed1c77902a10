using System.Text.Json;
using System.Text.Json.Nodes;
using Ramus.Contract.Policy;
using Ramus.Contract.Selection;
using Ramus.Webhook.Admission;
using Ramus.Webhook.Networks;
using Ramus.Webhook.Pods;

namespace Ramus.Webhook.Tests.Pods;

/// <summary>What the cluster's policy says about pods, docs/policy.md.</summary>
public sealed class PodPolicyTests
{
    [Theory]
    [InlineData("""[{"name":"net","ips":["10.0.0.7/24"]}]""", "'ips'")]
    [InlineData("""[{"name":"net","mac":"02:00:00:00:00:01"}]""", "'mac'")]
    [InlineData("""[{"name":"net","cni-args":{"mac":"02:00:00:00:00:01"}}]""", "'cni-args'")]
    [InlineData("""[{"name":"net","deviceID":"0000:00:03.0"}]""", "'deviceID'")]
    [InlineData("""[{"name":"net","portMappings":[{"hostPort":22,"containerPort":22}]}]""", "host port 22")]
    [InlineData("""[{"name":"net","portMappings":[{"hostPort":30080,"containerPort":80}]}]""", null)]
    [InlineData("net", null)]
    public async Task A_pod_asks_only_for_what_the_rule_of_its_namespace_allows(string annotation, string? refused)
    {
        var decision = await JudgeAsync(
            """{"rules": [{"namespaces": ["shop"], "podRequests": ["portMappings"], "hostPorts": ["30000-32767"]}]}""",
            annotation);

        if (refused is null)
        {
            decision.IsAllowed.ShouldBeTrue(decision.Refusal);
        }
        else
        {
            decision.Outcome.ShouldBe(DecisionOutcome.ForbiddenNetwork);
            decision.Refusal!.ShouldContain(refused);
        }
    }

    [Fact]
    public async Task A_policy_that_cannot_be_read_refuses_every_pod_that_selects_a_network()
    {
        var decision = await JudgeAsync(null, "net");

        decision.Outcome.ShouldBe(DecisionOutcome.ForbiddenNetwork);
        decision.Refusal!.ShouldContain("the cluster's policy cannot be read: broken");
    }

    [Theory]
    [InlineData("""{"use": {"globalNamespaces": ["red"]}}""", "exists in: red;")]
    [InlineData("""{"use": {"globalNamespaces": []}}""", "has no NetworkAttachmentDefinition none; create it")]
    [InlineData("""{}""", "exists in: blue, red;")]
    public async Task Only_namespaces_whose_networks_the_pod_may_use_are_named(string policy, string told)
    {
        var decision = await JudgeAsync(policy, "none");

        decision.Outcome.ShouldBe(DecisionOutcome.UnknownNetwork);
        decision.Refusal!.ShouldContain(told);
    }

    private static async Task<AdmissionDecision> JudgeAsync(string? policy, string annotation)
    {
        var read = policy is null
            ? RamusPolicy.DenyAll("broken")
            : RamusPolicy.Parse(System.Text.Encoding.UTF8.GetBytes(policy), "policy");
        var pod = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = "pod",
                ["namespace"] = "shop",
                ["annotations"] = new JsonObject { [Annotations.Networks] = annotation },
            },
            ["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = "app" }) },
        };
        using var document = JsonDocument.Parse(pod.ToJsonString());
        return await new PodAdmission(new Networks(), new PodContext { Use = () => read.Use })
            .ReviewAsync(document.RootElement, "shop", TestContext.Current.CancellationToken);
    }

    private sealed class Networks : INetworkLookup
    {
        public ValueTask<NetworkFinding> FindAsync(NetworkKey key, CancellationToken cancellationToken) =>
            ValueTask.FromResult<NetworkFinding>(key.Name == "none"
                ? new NetworkFinding.Missing(["blue", "red"])
                : new NetworkFinding.Found(new CachedNetwork()));
    }
}
