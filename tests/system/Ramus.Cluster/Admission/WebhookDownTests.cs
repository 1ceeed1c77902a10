using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Ramus.Cluster.Admission;

/// <summary>The errors that users see while the webhook does not answer, by failure policy.</summary>
[Collection(Disturbing.Name)]
public sealed class WebhookDownTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Registration =
        "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/ramus";

    private TestNamespace @namespace = null!;

    public async ValueTask InitializeAsync()
    {
        if (TestCluster.IsGiven)
        {
            await RamusSystem.ReadyAsync();
            @namespace = await TestNamespace.CreateAsync("down");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (@namespace is not null)
        {
            await @namespace.DisposeAsync();
        }
    }

    [ClusterFact]
    public async Task With_Ignore_a_pod_is_made_and_the_node_refuses_what_it_lacks()
    {
        await @namespace.AddNetworkAsync("sriov", """
            { "cniVersion": "1.0.0", "type": "sriov", "ipam": { "type": "host-local", "subnet": "10.78.4.0/24" } }
            """, resourceName: "intel.com/sriov");

        await using (await FrozenWebhook.FreezeAsync())
        {
            var watch = Stopwatch.StartNew();
            (await ApplyAsync("lacking", "sriov")).Succeeded();
            Figures.Write(output, $"kubectl apply while the webhook hangs: {watch.Elapsed.TotalSeconds:0.0} s");
        }

        var pod = (await @namespace.FindAsync("pods/lacking"))!;
        pod["spec"]!["containers"]![0]!["resources"]!.AsObject().Count.ShouldBe(0);
        var events = await @namespace.EventsAsync("lacking", "FailedCreatePodSandBox", 1);
        events[0].ShouldContain($"network '{@namespace.Name}/sriov', interface 'net1': ");
        events[0].ShouldContain("intel.com/sriov");
    }

    [ClusterFact]
    public async Task With_Fail_pods_wait_for_it_and_the_clusters_own_do_not()
    {
        await LabelAsync("disabled");
        await HelmAsync("Fail");
        try
        {
            await PolicyBecomesAsync("Fail");
            await using (await FrozenWebhook.FreezeAsync())
            {
                var refused = await ApplyAsync("waiting", "nowhere");
                refused.ExitCode.ShouldBe(1);
                refused.Errors.ShouldContain("failed calling webhook \"pods.webhook.ramus.dev\"");
                (await ApplyAsync("own", "nowhere", "kube-system")).Succeeded();
            }

            await RamusSystem.ReadyAsync();
            (await ApplyAsync("waiting", "nowhere")).Errors.ShouldContain("has no NetworkAttachmentDefinition nowhere");

            // A webhook that was scaled down on purpose does not block pods.
            await ScaleAsync(0);
            await PolicyBecomesAsync("Ignore");
            await Eventually.AgreesAsync(
                async () => (await ApplyAsync("free", "nowhere")).ExitCode == 0, "pods can be created again");
        }
        finally
        {
            await ScaleAsync(1);
            await HelmAsync("Ignore");
            await LabelAsync(null);
        }

        await RamusSystem.ReadyAsync();
        await PolicyBecomesAsync("Ignore");
    }

    private static Task PolicyBecomesAsync(string policy) => Eventually.AgreesAsync(
        async () =>
        {
            var registration = await TestCluster.Current.Api.GetAsync(Registration);
            return (string?)registration["webhooks"]![0]!["failurePolicy"] == policy;
        },
        $"the failure policy is {policy}");

    private Task<CommandResult> ApplyAsync(string name, string networks, string? elsewhere = null) =>
        TestCluster.Current.KubectlAsync(
            Manifests.Pod(name, networks).ToJsonString(),
            [
                "-n", elsewhere ?? @namespace.Name, "apply", "-f", "-",
                .. elsewhere is null ? [] : (string[])["--dry-run=server"],
            ]);

    private static async Task HelmAsync(string policy) =>
        (await TestCluster.Current.HelmAsync(
            "upgrade", "ramus", Repository.Path("charts/ramus"), "--reuse-values",
            "--set", $"webhook.failurePolicy={policy}", "--wait")).Succeeded();

    private static Task<JsonNode> ScaleAsync(int replicas) => TestCluster.Current.Api.PatchAsync(
        $"/apis/apps/v1/namespaces/{RamusSystem.Namespace}/deployments/ramus-webhook",
        new JsonObject { ["spec"] = new JsonObject { ["replicas"] = replicas } });

    // Before Kubernetes 1.21, only this label excludes the cluster's namespaces from the webhook.
    private static async Task LabelAsync(string? value)
    {
        foreach (var name in (string[])["kube-system", RamusSystem.Namespace])
        {
            await TestCluster.Current.Api.PatchAsync($"/api/v1/namespaces/{name}", new JsonObject
            {
                ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["ramus.dev/webhook"] = value } },
            });
        }
    }
}
