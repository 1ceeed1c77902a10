using System.Text.Json;
using System.Text.Json.Nodes;
using Ramus.Contract.Policy;
using Ramus.Contract.Selection;
using Ramus.Webhook.Admission;
using Ramus.Webhook.Networks;
using Ramus.Webhook.Pods;

namespace Ramus.Webhook.Tests.Pods;

/// <summary>The cluster's policy for pods, docs/policy.md.</summary>
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

    [Fact]
    public async Task Namespace_isolation_refuses_at_once_what_nodes_would_refuse_and_names_no_such_network()
    {
        var isolation = NetworkUse.OfSettings(namespaceIsolation: true, "default, red");

        (await JudgeAsync("{}", "none", isolation)).Refusal!.ShouldContain("exists in: red;");
        var decision = await JudgeAsync("{}", "blue/net", isolation);

        decision.Outcome.ShouldBe(DecisionOutcome.ForbiddenNetwork);
        decision.Refusal!.ShouldContain("namespace isolation is on: pods of namespace 'shop' may not use");
        (await JudgeAsync("{}", "red/net", isolation)).IsAllowed.ShouldBeTrue();
    }

    [Theory]
    [InlineData("builder", true)]
    [InlineData("default", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public async Task A_network_can_be_for_the_pods_of_one_service_account(string? account, bool isAllowed)
    {
        const string Policy = """
            {"use": {"grants": [{"namespaces": ["shop"], "networks": ["red/net"], "serviceAccounts": ["builder"]}]}}
            """;

        var decision = await JudgeAsync(Policy, "red/net", account: account);

        decision.IsAllowed.ShouldBe(isAllowed, decision.Refusal);
        (decision.Refusal?.Contains("service account 'default'", StringComparison.Ordinal) ?? false)
            .ShouldBe(!isAllowed);
    }

    [Theory]
    [InlineData("builder", "exists in: red;")]
    [InlineData("other", "has no NetworkAttachmentDefinition none; create it")]
    public async Task Only_a_service_account_that_may_use_a_network_is_told_of_its_namespace(
        string account, string told)
    {
        const string Policy = """
            {"use": {"grants": [{"namespaces": ["*"], "networks": ["red/*"], "serviceAccounts": ["builder"]}]}}
            """;

        (await JudgeAsync(Policy, "none", account: account)).Refusal!.ShouldContain(told);
    }

    private static async Task<AdmissionDecision> JudgeAsync(
        string? policy, string annotation, NetworkUse? isolation = null, string? account = null)
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
            ["spec"] = new JsonObject
            {
                ["serviceAccountName"] = account,
                ["containers"] = new JsonArray(new JsonObject { ["name"] = "app" }),
            },
        };
        using var document = JsonDocument.Parse(pod.ToJsonString());
        var context = new PodContext { Use = () => read.Use with { Isolation = isolation } };
        return await new PodAdmission(new Networks(), context)
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
