using System.Text.Json.Nodes;

namespace Ramus.Cluster.Failures;

/// <summary>`kubectl ramus diagnose` on pods that lack their networks for reasons other than a plugin.</summary>
public sealed class DiagnoseTests : IAsyncLifetime
{
    private TestNamespace @namespace = null!;

    public async ValueTask InitializeAsync()
    {
        if (TestCluster.IsGiven)
        {
            await RamusSystem.ReadyAsync();
            @namespace = await TestNamespace.CreateAsync("diagnose");
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
    public async Task A_pod_with_everything_has_no_problem()
    {
        await @namespace.AddNetworkAsync("good", """{"cniVersion":"1.0.0","type":"bridge","bridge":"diag0"}""");
        await @namespace.AddPodAsync("good", "good");
        await @namespace.NetworkStatusAsync("good");

        var answer = await DiagnoseAsync("good");

        answer.ExitCode.ShouldBe(0, answer.Output);
        answer.Output.ShouldNotContain("FAIL ", Case.Sensitive);
    }

    [ClusterFact]
    public async Task A_misspelt_annotation()
    {
        await AddPodAsync("misspelt", "k8s.v1.cni.cncf.io/network");
        await @namespace.RunningAsync("misspelt");

        await ShouldFindAsync("misspelt", "did you mean k8s.v1.cni.cncf.io/networks?");
    }

    [ClusterFact]
    public async Task An_annotation_on_the_Deployment()
    {
        var pod = await DeploymentAsync("outside", annotation: "some", inTemplate: false);

        await ShouldFindAsync(pod, "has no effect on a Deployment: move it to spec.template.metadata.annotations");
    }

    [ClusterFact]
    public async Task A_pod_that_the_webhook_refuses()
    {
        await ApplyDeploymentAsync("refused", "nowhere", inTemplate: true);
        await Eventually.AgreesAsync(
            async () => (await TestCluster.Current.Api.ListAsync(@namespace.PathOf("events")))
                .Any(one => (string?)one["reason"] == "FailedCreate"),
            "the ReplicaSet cannot create its pod");

        await ShouldFindAsync("refused", "has no NetworkAttachmentDefinition nowhere");
    }

    [ClusterFact]
    public async Task A_device_that_no_node_has()
    {
        await @namespace.AddNetworkAsync(
            "device", """{"cniVersion":"1.0.0","type":"host-device"}""", "example.com/none");
        await @namespace.AddPodAsync("device", "device");
        await PendingAsync("device");

        await ShouldFindAsync("device", "example.com/none");
    }

    [ClusterFact]
    public async Task A_network_for_nodes_with_a_label_that_no_node_has()
    {
        var network = Manifests.Network(
            "elsewhere", """{"cniVersion":"1.0.0","type":"bridge","bridge":"diag1"}""", null);
        network["metadata"]!["annotations"] = new JsonObject { ["ramus.dev/nodeSelector"] = "rack=none" };
        await TestCluster.Current.Api.CreateAsync(
            $"/apis/k8s.cni.cncf.io/v1/namespaces/{@namespace.Name}/network-attachment-definitions", network);
        await @namespace.AddPodAsync("elsewhere", "elsewhere");
        await PendingAsync("elsewhere");

        await ShouldFindAsync("elsewhere", "rack=none");
    }

    private async Task ShouldFindAsync(string pod, string cause)
    {
        var answer = await DiagnoseAsync(pod);

        answer.ExitCode.ShouldBe(1, answer.Output + answer.Errors);
        var found = answer.Output.Split('\n').Single(line => line.StartsWith("Cause:", StringComparison.Ordinal));
        found.Contains(cause, StringComparison.Ordinal).ShouldBeTrue($"{answer.Output}\n  cause: {cause}");
        answer.Output.ShouldContain("\nTo do:");
    }

    private Task<CommandResult> DiagnoseAsync(string pod) =>
        TestCluster.Current.KubectlRamusAsync("diagnose", "-n", @namespace.Name, "pod", pod);

    private Task PendingAsync(string pod) => Eventually.AgreesAsync(
        async () => (await @namespace.EventsAsync(pod)).Any(
            one => one.StartsWith("FailedScheduling", StringComparison.Ordinal)),
        $"pod {pod} cannot be scheduled");

    private Task<JsonNode> AddPodAsync(string name, string annotation)
    {
        var pod = Manifests.Pod(name, null);
        pod["metadata"]!["annotations"] = new JsonObject { [annotation] = "some" };
        return TestCluster.Current.Api.CreateAsync(@namespace.PathOf("pods"), pod);
    }

    /// <summary>Creates a Deployment, and waits for its pod; returns the pod's name.</summary>
    private async Task<string> DeploymentAsync(string name, string annotation, bool inTemplate)
    {
        await ApplyDeploymentAsync(name, annotation, inTemplate);
        return await Eventually.GetAsync(
            async () => (await TestCluster.Current.Api.ListAsync(@namespace.PathOf("pods")))
                .Select(pod => pod.Name()).FirstOrDefault(pod => pod.StartsWith(name + "-", StringComparison.Ordinal)),
            $"the Deployment {name} has a pod");
    }

    private Task<JsonNode> ApplyDeploymentAsync(string name, string annotation, bool inTemplate)
    {
        JsonObject Annotations(bool isHere) => isHere
            ? new JsonObject { ["k8s.v1.cni.cncf.io/networks"] = annotation }
            : [];
        var labels = new JsonObject { ["app"] = name };
        return TestCluster.Current.Api.CreateAsync(
            $"/apis/apps/v1/namespaces/{@namespace.Name}/deployments",
            new JsonObject
            {
                ["metadata"] = new JsonObject { ["name"] = name, ["annotations"] = Annotations(!inTemplate) },
                ["spec"] = new JsonObject
                {
                    ["selector"] = new JsonObject { ["matchLabels"] = labels.DeepClone() },
                    ["template"] = new JsonObject
                    {
                        ["metadata"] = new JsonObject
                        {
                            ["labels"] = labels,
                            ["annotations"] = Annotations(inTemplate),
                        },
                        ["spec"] = Manifests.Pod(name, null)["spec"]!.DeepClone(),
                    },
                },
            });
    }
}
