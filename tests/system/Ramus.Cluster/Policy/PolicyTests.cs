using System.Text.Json.Nodes;

namespace Ramus.Cluster.Policy;

/// <summary>One policy, enforced by webhook, operator and node agent alike.</summary>
[Collection(Disturbing.Name)]
public sealed class PolicyTests : IAsyncLifetime
{
    private const string Bridge = """
        {"cniVersion":"1.0.0","type":"bridge","bridge":"rbpolicy","ipam":{"type":"host-local","subnet":"10.76.0.0/24"}}
        """;

    private static readonly string PolicyPath = RamusSystem.PathOf("configmaps/ramus-policy");

    private TestNamespace tenant = null!;
    private TestNamespace stranger = null!;

    private static KubernetesApi Api => TestCluster.Current.Api;

    public async ValueTask InitializeAsync()
    {
        if (TestCluster.IsGiven)
        {
            await RamusSystem.ReadyAsync();
            tenant = await TestNamespace.CreateAsync("tenant");
            stranger = await TestNamespace.CreateAsync("stranger", isSeenByWebhook: false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (tenant is not null)
        {
            await Api.DeleteAsync(PolicyPath);
            await RefreshAsync();
            await tenant.DisposeAsync();
            await stranger.DisposeAsync();
        }
    }

    [ClusterFact]
    public async Task Forbidden_networks_are_refused_reported_and_not_run_until_allowed_again()
    {
        await tenant.AddNetworkAsync("before", Bridge);
        await tenant.AddPodAsync("old", "before");
        await tenant.RunningAsync("old");
        await SetAsync($$$"""
            {"rules": [{"namespaces": ["{{{tenant.Name}}}"], "plugins": ["macvlan"]}], "use": {"globalNamespaces": []}}
            """);

        var path = $"/apis/k8s.cni.cncf.io/v1/namespaces/{tenant.Name}/network-attachment-definitions";
        await Eventually.AgreesAsync(
            async () =>
                await Api.GetAsync($"{path}/before") is var network && network.Condition("Valid") == "False"
                && network.Condition("Rendered") == "False",
            "the operator and the node report it");
        var refused = await MakeAsync(Manifests.Network("after", Bridge));
        refused.ShouldContain("The NetworkAttachmentDefinition \"after\" is invalid: ");
        refused.ShouldContain(
            $"* spec.config.type: line 1 column 23: networks of namespace {tenant.Name} may not use bridge; "
            + "allowed: macvlan (policy-plugin)");
        (await tenant.FindAsync("pods/old"))!.IsReady().ShouldBeTrue("a running pod keeps running");
        await tenant.AddPodAsync("new", "before");
        (await tenant.EventsAsync("new", "FailedCreatePodSandBox", 1))[0].ShouldContain(
            $"network {tenant.Name}/before is forbidden by the cluster's policy: spec.config.type: ");

        // The webhook does not see pods of this namespace.
        await stranger.AddPodAsync("pod", $"{tenant.Name}/before");
        (await stranger.EventsAsync("pod", "FailedCreatePodSandBox", 1))[0].ShouldContain(
            $"forbidden by the cluster's policy: pods of namespace '{stranger.Name}' may not use network");

        await Api.DeleteAsync(PolicyPath);
        await RefreshAsync();
        await tenant.RunningAsync("new");
        await stranger.RunningAsync("pod");
    }

    [ClusterFact]
    public async Task A_network_of_one_service_account_is_refused_to_others_also_past_the_webhook()
    {
        await tenant.AddNetworkAsync("lan", Bridge);
        await SetAsync($$$"""
            {"use": {"globalNamespaces": [], "grants": [{"namespaces": ["{{{stranger.Name}}}"],
              "networks": ["{{{tenant.Name}}}/lan"], "serviceAccounts": ["builder"]}]}}
            """);
        await Eventually.AgreesAsync(
            async () => (await File.ReadAllTextAsync(RamusSystem.RuntimeConfigFile)).Contains(
                "builder", StringComparison.Ordinal),
            "the plugin has the policy");
        await stranger.AddServiceAccountAsync("builder");
        var other = Manifests.Pod("other", $"{tenant.Name}/lan");
        other["metadata"]!["annotations"]!["serviceAccountName"] = "builder";
        var granted = Manifests.Pod("granted", $"{tenant.Name}/lan");
        granted["spec"]!["serviceAccountName"] = "builder";

        await Api.CreateAsync(stranger.PathOf("pods"), other);
        await Api.PatchAsync(stranger.PathOf("pods/other"), new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["annotations"] = new JsonObject
                {
                    ["k8s.v1.cni.cncf.io/network-status"] = $$"""[{"name":"{{tenant.Name}}/lan"}]""",
                },
            },
        });
        await Api.CreateAsync(stranger.PathOf("pods"), granted);

        await stranger.RunningAsync("granted");
        (await stranger.EventsAsync("other", "FailedCreatePodSandBox", 1))[0].ShouldContain(
            $"pods of namespace '{stranger.Name}' with service account 'default' may not use network");
        var path = $"/apis/k8s.cni.cncf.io/v1/namespaces/{tenant.Name}/network-attachment-definitions/lan";
        await Eventually.AgreesAsync(
            async () => (await Api.FindAsync(path))?["status"]?["usedBy"]?.ToJsonString()
                == $"[\"{stranger.Name}/granted\"]",
            "the pod that is attached is the network's only user, whatever the other pod's status says");
    }

    private async Task<string> MakeAsync(JsonObject entity) => (await TestCluster.Current.KubectlAsync(
        entity.ToJsonString(), "-n", tenant.Name, "apply", "-f", "-")).Errors;

    private static async Task SetAsync(string policy)
    {
        await Api.CreateAsync(RamusSystem.PathOf("configmaps"), new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "ramus-policy" },
            ["data"] = new JsonObject { ["policy.json"] = policy },
        });
        await RefreshAsync();
    }

    private static async Task RefreshAsync()
    {
        foreach (var program in RamusSystem.Programs)
        {
            await RamusSystem.RefreshFilesAsync(program);
        }
    }
}
