using System.Text.Json.Nodes;
using Ramus.Contract.Selection;
using Ramus.Testing.Kubernetes.Programs;
using Ramus.Testing.Kubernetes.RealApi;

namespace Ramus.Operator.Tests.RealApi;

/// <summary>The status of networks as users see it, on a real API server.</summary>
[Trait("Needs", "Root")]
[Collection("status")]
public sealed class NetworkStatusTests(ApiServerFixture fixture)
{
    private ApiServer Api => fixture.Api;

    [Fact]
    public async Task A_network_is_made_broken_mended_and_deleted_and_kubectl_tells_each_time()
    {
        using var program = OperatorProcess.StartAlone(Api, "one");
        await fixture.EstablishedAsync();
        await Api.CreateAsync("/api/v1/nodes", Node("node-1"));
        await Api.ReportAsync(Report("node-1", ["bridge", "host-local"], ["eth0", "eth1"]));

        await Api.CreateAsync(Nads.ListPath("default"), Nads.Of("blue", Nads.Good));
        await HoldsAsync(
            "blue", network => network.IsJudged(isValid: true) && network.Condition("Rendered") == "False");

        var blue = await FindAsync("blue");
        ((string)blue!["status"]!["nodes"]!["failures"]![0]!).ShouldBe("plugin macvlan is not installed on node-1");
        await Api.ReportAsync(Report("node-1", ["macvlan", "host-local"], ["eth0", "eth1"]));
        await HoldsAsync("blue", network => network.Condition("Rendered") == "True");
        Columns(await Api.KubectlAsync(null, "get", "nad", "blue"))
            .ShouldBe(["NAME TYPE RESOURCE VALID NODES PODS AGE", "blue macvlan True 1/1 0"]);

        await Api.PatchAsync(Nads.PathOf("default", "blue"), Nads.Spec(Nads.Broken));
        await HoldsAsync("blue", network => network.IsJudged(isValid: false));
        Columns(await Api.KubectlAsync(null, "get", "net-attach-def", "blue"))[1].ShouldStartWith("blue False");
        await EventsAsync("blue", "Invalid", "NodesFailed", "Rendered");

        await Api.PatchAsync(Nads.PathOf("default", "blue"), Nads.Spec(Nads.Good));
        await HoldsAsync("blue", network => network.IsJudged(isValid: true));
        await EventsAsync("blue", "Invalid", "NodesFailed", "Rendered", "Valid");

        await Api.KubectlAsync(null, "delete", "nad", "blue");
        (await FindAsync("blue")).ShouldBeNull();
        await Api.KubectlAsync(null, "delete", "nodenet", "node-1");
        await Api.KubectlAsync(null, "delete", "node", "node-1");
    }

    [Fact]
    public async Task Attached_pods_are_counted_and_pods_on_an_older_generation_are_named()
    {
        using var program = OperatorProcess.StartAlone(Api, "one");
        await fixture.EstablishedAsync();
        await Api.CreateAsync(Nads.ListPath("default"), Nads.Of("used", Nads.Good));
        await Api.CreateAsync("/api/v1/namespaces/default/pods", Pod("web", "default/used", generation: 1));
        await HoldsAsync("used", network => (int?)network["status"]?["pods"] == 1);

        var used = await FindAsync("used");
        used!.Condition("InUse").ShouldBe("True");
        ((string)used!["status"]!["usedBy"]![0]!).ShouldBe("default/web");
        await Api.PatchAsync(
            Nads.PathOf("default", "used"),
            Nads.Spec(Nads.Good.Replace("eth1", "eth2", StringComparison.Ordinal)));
        await HoldsAsync("used", network => (int?)network["status"]?["outdatedPods"] == 1);
        await EventsAsync("used", "PodsOutdated");

        await Api.KubectlAsync(null, "delete", "pod", "web", "--grace-period=0", "--force");
        await HoldsAsync(
            "used", network => (int?)network["status"]?["pods"] == 0 && network.Condition("InUse") == "False");
        await Api.KubectlAsync(null, "delete", "nad", "used");
    }

    [Fact]
    public async Task A_version_that_a_node_is_behind_is_a_warning_in_the_status_until_the_node_has_it()
    {
        using var program = OperatorProcess.StartAlone(Api, "one");
        await fixture.EstablishedAsync();
        await Api.CreateAsync("/api/v1/nodes", Node("node-2"));
        await Api.ReportAsync(Report("node-2", ["macvlan", "host-local"], ["eth1"], "0.4.0"));
        await Api.CreateAsync(Nads.ListPath("default"), Nads.Of("newer", Nads.Good));

        await HoldsAsync("newer", network => Warnings(network).SequenceEqual([
            "spec.config.cniVersion: not every node supports cniVersion 1.0.0: "
            + "host-local supports versions up to 0.4.0 on node-2; "
            + "macvlan supports versions up to 0.4.0 on node-2; write 0.4.0, or install newer plugins on these nodes "
            + "(cni-version-nodes)"]));

        await Api.ReportAsync(Report("node-2", ["macvlan", "host-local"], ["eth1"], "0.4.0", "1.0.0"));
        await HoldsAsync("newer", network => !Warnings(network).Any());
        await Api.KubectlAsync(null, "delete", "nad", "newer");
        await Api.KubectlAsync(null, "delete", "nodenet", "node-2");
        await Api.KubectlAsync(null, "delete", "node", "node-2");
    }

    [Fact]
    public async Task Explain_teaches()
    {
        using var program = OperatorProcess.StartAlone(Api, "one");
        await fixture.EstablishedAsync();
        await ExplainsAsync("nad.spec.config", "as JSON text");
        await ExplainsAsync("nad.spec.config", "macvlan");
        await ExplainsAsync("nad.status.nodes.failures", "reasons why nodes cannot run the network");
        await ExplainsAsync("nodenet.status.plugins", "reported for VERSION");
    }

    // The API server publishes a CRD's schema shortly after it serves the CRD; until then `kubectl explain` fails.
    private Task ExplainsAsync(string field, string sentence) => Eventually.HoldsAsync(
        async () =>
        {
            try
            {
                return (await Api.KubectlAsync(null, "explain", field)).Contains(sentence, StringComparison.Ordinal);
            }
            catch (InvalidOperationException)
            {
                return false;
            }
        },
        $"'{sentence}' in the description of {field}");

    [Fact]
    public async Task Nothing_is_written_while_nothing_changes_and_a_new_leader_writes_nothing_again()
    {
        using (var program = OperatorProcess.StartAlone(Api, "one"))
        {
            await fixture.EstablishedAsync();
            await Task.WhenAll(Enumerable.Range(0, 50).Select(number => Api.CreateAsync(
                Nads.ListPath("default"),
                Nads.Of($"idle-{number}", number % 5 == 0 ? Nads.Broken : Nads.Good))));
            await Eventually.HoldsAsync(
                async () => (await Api.ListAsync(Nads.ListPath("default"))).All(network => network.IsRight()),
                "all statuses");
        }

        using var next = OperatorProcess.StartAlone(Api, "two");
        await Api.CreateAsync(Nads.ListPath("default"), Nads.Of("sign", Nads.Good));
        await HoldsAsync("sign", network => network.IsRight());

        // The sign network itself causes at most two writes: its validation, and the state of the nodes.
        Api.Writes().Count(write => write is { User: "two", IsStatus: true }).ShouldBeLessThanOrEqualTo(2);
        await Api.KubectlAsync(null, "delete", "nad", "--all");
    }

    private Task<JsonNode?> FindAsync(string name) => Api.FindAsync(Nads.PathOf("default", name));

    private Task HoldsAsync(string name, Func<JsonNode, bool> condition) => Eventually.HoldsAsync(
        async () => await FindAsync(name) is { } network && condition(network), $"status of {name}");

    private Task EventsAsync(string name, params string[] reasons) => Eventually.HoldsAsync(
        async () => (await Api.ListAsync($"/api/v1/namespaces/default/events?fieldSelector=involvedObject.name={name}"))
            .Select(found => (string)found["reason"]!).Order().Distinct().SequenceEqual(reasons.Order()),
        $"events {string.Join(", ", reasons)} of {name}");

    private static IEnumerable<string> Warnings(JsonNode network) =>
        network["status"]?["warnings"]?.AsArray().Select(warning => (string)warning!) ?? [];

    /// <summary>Without ages, and with one space between columns.</summary>
    private static string[] Columns(string table) =>
        [.. table.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select((cells, index) => string.Join(' ', index == 0 ? cells : cells[..^1]))];

    private static JsonObject Node(string name) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Node",
        ["metadata"] = new JsonObject { ["name"] = name },
    };

    private static JsonObject Report(
        string node, string[] plugins, string[] interfaces, params string[] versions) => new()
        {
            ["apiVersion"] = "ramus.dev/v1alpha1",
            ["kind"] = "NodeNetwork",
            ["metadata"] = new JsonObject { ["name"] = node },
            ["status"] = new JsonObject
            {
                ["plugins"] = new JsonArray([.. plugins.Select(name => (JsonNode)new JsonObject
            {
                ["name"] = name,
                ["cniVersions"] = new JsonArray([.. versions.Select(version => (JsonNode)version)]),
            })]),
                ["interfaces"] = new JsonArray(
                [.. interfaces.Select(name => (JsonNode)new JsonObject { ["name"] = name })]),
                ["networks"] = new JsonObject { ["revision"] = $"{long.MaxValue}" },
                ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Ready", ["status"] = "True" }),
            },
        };

    private static JsonObject Pod(string name, string network, long generation) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Pod",
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["annotations"] = new JsonObject
            {
                ["k8s.v1.cni.cncf.io/networks"] = network,
                ["k8s.v1.cni.cncf.io/network-status"] = $$"""[{"name":"{{network}}","interface":"net1"}]""",
                [Annotations.NetworkGenerations] = $$"""{"{{network}}":{{generation}}}""",
            },
        },
        ["spec"] = new JsonObject
        {
            ["containers"] = new JsonArray(new JsonObject { ["name"] = "c", ["image"] = "none" }),
        },
    };
}
