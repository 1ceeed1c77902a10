using System.Text.Json.Nodes;

namespace Ramus.Cluster.Status;

/// <summary>
/// A node that loses a network and regains it, while a pod of the network waits: the status and the placement follow
/// the same decision, and the pod is scheduled without being recreated.
/// </summary>
[Collection(Disturbing.Name)]
public sealed class AvoidedNodeTests : IAsyncLifetime
{
    // A copy of the plugin bridge that only this test uses.
    private const string Plugin = "rbavoided";

    private const string Master = "rbmaster0";

    private static readonly string Settings = RamusSystem.PathOf("configmaps/ramus-webhook");

    private TestNamespace @namespace = null!;

    private static TestCluster Cluster => TestCluster.Current;

    private static string File => Path.Combine(Cluster.PluginDirectory, Plugin);

    private string Label => $"cannot-run.ramus.dev/{@namespace.Name}.lost";

    public async ValueTask InitializeAsync()
    {
        if (TestCluster.IsGiven)
        {
            await RamusSystem.ReadyAsync();
            @namespace = await TestNamespace.CreateAsync("avoided");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (@namespace is not null)
        {
            await Cluster.Api.DeleteAsync(Settings);
            // The pod's deletion needs the plugin.
            InstallPlugin();
            await @namespace.DisposeAsync();
            await Eventually.AgreesAsync(
                async () => await @namespace.FindAsync("pods/pod") is null, "the pod is deleted");
            System.IO.File.Delete(File);
            await RemoveMasterAsync();
        }
    }

    [ClusterTheory]
    [InlineData("bridge", $"plugin {Plugin} is not installed")]
    [InlineData("master", $"master {Master} does not exist")]
    public async Task A_pod_waits_while_no_node_can_run_its_network_and_starts_when_a_node_can(string lost, string why)
    {
        await GiveAsync();
        var interfaceKey = lost == "master" ? $"\"master\":\"{Master}\"" : "\"bridge\":\"rbavoid0\"";
        var type = lost == "master" ? "macvlan" : Plugin;
        await @namespace.AddNetworkAsync("lost", $$$"""
            {"cniVersion":"1.0.0","type":"{{{type}}}",{{{interfaceKey}}},
             "ipam":{"type":"host-local","subnet":"10.79.0.0/24"}}
            """);
        await StatusAsync("the node can run the network", network => network.Condition("Rendered") == "True");
        await SwitchOnAsync();

        await (lost == "master" ? RemoveMasterAsync() : RemovePluginAsync());
        await StatusAsync("the status has the cause", network =>
            (string?)network["status"]?["nodes"]?["failures"]?.AsArray().FirstOrDefault()
                == $"{why} on {Cluster.NodeName}");
        await Eventually.AgreesAsync(async () => await LabelAsync() == "true", "the node has the label");
        await @namespace.AddPodAsync("pod", "lost");
        await @namespace.EventsAsync("pod", "FailedScheduling", 1);

        await GiveAsync();
        await Eventually.AgreesAsync(async () => await LabelAsync() is null, "the node has no label");
        var pod = await @namespace.RunningAsync("pod");

        pod["spec"]!["affinity"]!.ToJsonString().ShouldContain(Label);
        await StatusAsync("the node can run it again", network => network.Condition("Rendered") == "True");
    }

    private static async Task GiveAsync()
    {
        InstallPlugin();
        await RemoveMasterAsync();
        await Cluster.OnNodeAsync("ip", "link", "add", Master, "type", "veth", "peer", "name", "rbmaster1");
        await Cluster.OnNodeAsync("ip", "link", "set", Master, "up");
    }

    private static async Task RemoveMasterAsync()
    {
        if ((await Cluster.OnNodeAsync("ip", "-brief", "link")).Contains(Master, StringComparison.Ordinal))
        {
            await Cluster.OnNodeAsync("ip", "link", "delete", Master);
        }
    }

    private static Task RemovePluginAsync()
    {
        System.IO.File.Delete(File);
        return Task.CompletedTask;
    }

    private static void InstallPlugin()
    {
        System.IO.File.Copy(Path.Combine(Cluster.PluginDirectory, "bridge"), File, overwrite: true);
        System.IO.File.SetUnixFileMode(
            File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
    }

    private async Task SwitchOnAsync()
    {
        await Cluster.Api.CreateAsync(RamusSystem.PathOf("configmaps"), new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "ramus-webhook" },
            ["data"] = new JsonObject { ["config.json"] = """{"avoidNodesWithoutNetwork":true}""" },
        });
        await Eventually.AgreesAsync(
            async () => (await Cluster.KubectlAsync(
                Manifests.Pod("probe", "lost").ToJsonString(), "-n", @namespace.Name, "create", "--dry-run=server",
                "--output=json", "-f", "-")).Output.Contains(Label, StringComparison.Ordinal),
            "the webhook has the setting");
    }

    private static async Task<string?> LabelAsync(string key) =>
        (string?)(await Cluster.Api.GetAsync($"/api/v1/nodes/{Cluster.NodeName}"))["metadata"]!["labels"]?[key];

    private Task<string?> LabelAsync() => LabelAsync(Label);

    private Task StatusAsync(string what, Func<JsonNode, bool> condition)
    {
        var path = $"/apis/k8s.cni.cncf.io/v1/namespaces/{@namespace.Name}/network-attachment-definitions/lost";
        return Eventually.AgreesAsync(
            async () => condition(await Cluster.Api.GetAsync(path)), what,
            async () => (await Cluster.Api.GetAsync(path))["status"]?.ToJsonString() ?? "no status");
    }
}
