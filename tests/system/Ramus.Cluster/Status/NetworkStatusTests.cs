using System.Text.Json.Nodes;

namespace Ramus.Cluster.Status;

/// <summary>The status of networks and nodes, produced by all programs together.</summary>
public sealed class NetworkStatusTests
{
    private const string Bridge = """
        {"cniVersion":"1.0.0","type":"bridge","bridge":"rbstatus","ipam":{"type":"host-local","subnet":"10.77.0.0/24"}}
        """;

    private static TestCluster Cluster => TestCluster.Current;

    [ClusterFact]
    public async Task The_node_reports_its_plugins_interfaces_and_default_network_and_belongs_to_its_Node()
    {
        var report = await Eventually.GetAsync(
            async () =>
                await Cluster.Api.FindAsync($"{RamusSystem.ReportsPath}/{Cluster.NodeName}") is { } found
                && found.Condition("Ready") == "True" ? found : null,
            "a report that is ready");

        var plugins = report["status"]!["plugins"]!.AsArray();
        plugins.Select(plugin => (string)plugin!["name"]!).ShouldContain("ramus");
        plugins.Select(plugin => (string)plugin!["name"]!)
            .ShouldContain("flannel", "a link whose target the agent cannot see");
        plugins.Single(plugin => (string)plugin!["name"]! == "macvlan")!["cniVersions"]!.AsArray()
            .Select(version => (string)version!).ShouldContain("1.0.0");
        report["status"]!["interfaces"]!.AsArray().Select(link => (string)link!["name"]!).ShouldContain("eth1");
        ((string?)report["status"]!["defaultNetwork"]!["name"]).ShouldNotBeNullOrEmpty();
        ((string)report["metadata"]!["ownerReferences"]![0]!["kind"]!).ShouldBe("Node");
    }

    [ClusterFact]
    public async Task A_network_is_rendered_used_changed_and_kept_from_deletion()
    {
        await using var @namespace = await TestNamespace.CreateAsync("status");
        await @namespace.AddNetworkAsync("used", Bridge);
        var path = $"/apis/k8s.cni.cncf.io/v1/namespaces/{@namespace.Name}/network-attachment-definitions/used";
        await HoldsAsync(path, "the network is rendered", network => network.Condition("Rendered") == "True");
        await @namespace.AddPodAsync("web", "used");
        await @namespace.RunningAsync("web");
        await HoldsAsync(path, "its pod counts", network => (int?)network["status"]!["pods"] == 1);

        var refused = await Cluster.KubectlAsync(null, "-n", @namespace.Name, "delete", "nad", "used");
        refused.Errors.ShouldContain($"in use by 1 pod: {@namespace.Name}/web");

        await Cluster.Api.PatchAsync(path, new JsonObject
        {
            ["spec"] = new JsonObject
            {
                ["config"] = Bridge.Replace("rbstatus", "rbstatus2", StringComparison.Ordinal),
            },
        });
        await HoldsAsync(path, "its pod is outdated", network => (int?)network["status"]!["outdatedPods"] == 1);
        await HoldsAsync(path, "the network is rendered again", network => network.Condition("Rendered") == "True");

        (await Cluster.KubectlAsync(
            null, "-n", @namespace.Name, "annotate", "nad", "used", "ramus.dev/allow-deletion=true")).Succeeded();
        (await Cluster.KubectlAsync(null, "-n", @namespace.Name, "delete", "nad", "used")).Succeeded();
    }

    [ClusterFact]
    public async Task A_namespace_with_a_network_in_use_can_be_deleted()
    {
        var @namespace = await TestNamespace.CreateAsync("ending");
        await @namespace.AddNetworkAsync("used", Bridge);
        await @namespace.AddPodAsync("web", "used");
        await @namespace.RunningAsync("web");
        var path = $"/apis/k8s.cni.cncf.io/v1/namespaces/{@namespace.Name}/network-attachment-definitions/used";
        await HoldsAsync(path, "its pod counts", network => (int?)network["status"]?["pods"] == 1);

        await @namespace.DisposeAsync();

        await Eventually.AgreesAsync(
            async () => await Cluster.Api.FindAsync($"/api/v1/namespaces/{@namespace.Name}") is null,
            "the namespace is gone");
    }

    [ClusterFact]
    public async Task The_status_names_the_missing_plugin()
    {
        await using var @namespace = await TestNamespace.CreateAsync("lacking");
        await @namespace.AddNetworkAsync("exotic", """{"cniVersion":"1.0.0","type":"exotic"}""");
        var path = $"/apis/k8s.cni.cncf.io/v1/namespaces/{@namespace.Name}/network-attachment-definitions/exotic";

        await HoldsAsync(
            path, "the cause",
            network => (string?)network["status"]?["nodes"]?["failures"]?.AsArray().FirstOrDefault()
                == $"plugin exotic is not installed on {Cluster.NodeName}");
    }

    private static Task HoldsAsync(string path, string what, Func<JsonNode, bool> condition) => Eventually.AgreesAsync(
        async () => condition(await Cluster.Api.GetAsync(path)),
        what,
        async () => (await Cluster.Api.GetAsync(path))["status"]?.ToJsonString() ?? "no status");
}
