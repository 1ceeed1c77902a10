using System.Text.Json.Nodes;

namespace Ramus.Cluster.Policy;

/// <summary>One policy, held by webhook, operator and node alike.</summary>
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
    public async Task What_it_forbids_is_refused_told_and_not_run_until_it_allows_it_again()
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
            "operator and node tell of it");
        var refused = await MakeAsync(Manifests.Network("after", Bridge));
        refused.ShouldContain("The NetworkAttachmentDefinition \"after\" is invalid: ");
        refused.ShouldContain(
            $"* spec.config.type: line 1 column 23: networks of namespace {tenant.Name} may not use bridge; "
            + "allowed are macvlan (policy-plugin)");
        (await tenant.FindAsync("pods/old"))!.IsReady().ShouldBeTrue("what runs goes on");
        await tenant.AddPodAsync("new", "before");
        (await tenant.EventsAsync("new", "FailedCreatePodSandBox", 1))[0].ShouldContain(
            $"network {tenant.Name}/before is forbidden by the cluster's policy: spec.config.type: ");

        // Past the webhook, which does not see that namespace.
        await stranger.AddPodAsync("pod", $"{tenant.Name}/before");
        (await stranger.EventsAsync("pod", "FailedCreatePodSandBox", 1))[0].ShouldContain(
            $"forbidden by the cluster's policy: pods of namespace '{stranger.Name}' may not use network");

        await Api.DeleteAsync(PolicyPath);
        await RefreshAsync();
        await tenant.RunningAsync("new");
        await stranger.RunningAsync("pod");
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
        foreach (var program in (string[])["ramus-operator", "ramus-webhook", "ramus-node"])
        {
            await RamusSystem.RefreshFilesAsync(program);
        }
    }
}
