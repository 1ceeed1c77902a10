using System.Text.Json.Nodes;
using Ramus.Kubernetes.Tests.FakeApi;

namespace Ramus.Operator.Tests.RealApi;

/// <summary>CRDs that others made, on a real API server of its own for each test.</summary>
[Trait("Needs", "Root")]
public sealed class AdoptionTests
{
    /// <summary>As Multus' deployment has it, and with a label and a category of somebody else.</summary>
    private const string OfMultus = """
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition",
         "metadata":{"name":"network-attachment-definitions.k8s.cni.cncf.io","labels":{"team":"net"}},
         "spec":{"group":"k8s.cni.cncf.io","scope":"Namespaced",
          "names":{"plural":"network-attachment-definitions","singular":"network-attachment-definition",
           "kind":"NetworkAttachmentDefinition","shortNames":["net-attach-def"],"categories":["all"]},
          "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{
           "description":"theirs","type":"object","properties":{"apiVersion":{"type":"string"},"kind":{"type":"string"},
            "metadata":{"type":"object"},"spec":{"description":"theirs too","type":"object",
             "properties":{"config":{"type":"string"},"vendor":{"type":"string"}}}}}}}]}}
        """;

    /// <summary>As of 2018: no schema, every field kept.</summary>
    private const string Of2018 = """
        {"apiVersion":"apiextensions.k8s.io/v1beta1","kind":"CustomResourceDefinition",
         "metadata":{"name":"network-attachment-definitions.k8s.cni.cncf.io"},
         "spec":{"group":"k8s.cni.cncf.io","version":"v1","scope":"Namespaced",
          "names":{"plural":"network-attachment-definitions","kind":"NetworkAttachmentDefinition",
           "shortNames":["net-attach-def"]}}}
        """;

    [Fact]
    public async Task A_definition_of_Multus_with_500_networks_is_adopted_and_no_network_is_touched()
    {
        await using var api = await StartAsync();
        await MakeAsync(api, OfMultus, "v1");
        await Task.WhenAll(Enumerable.Range(0, 500).Select(number => api.CreateAsync(
            Networks.ListPath("default"), Vendored($"net-{number}"))));
        var before = await NetworksAsync(api);

        using var program = OperatorProcess.StartAlone(api, "one");
        await AdoptedAsync(api);
        await EventuallyAllAreRightAsync(api);

        (await NetworksAsync(api)).ShouldBe(before, "only the status is new");
        var crd = (await api.FindAsync(Networks.Crd))!;
        crd["metadata"]!["labels"]!["team"]!.GetValue<string>().ShouldBe("net");
        crd["spec"]!["names"]!["categories"]!.ToJsonString().ShouldBe("""["all"]""");
        var schema = crd["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!;
        schema["description"]!.GetValue<string>().ShouldBe("theirs");
        schema["properties"]!["spec"]!["properties"]!["vendor"].ShouldNotBeNull();
        crd["status"]!["storedVersions"]!.ToJsonString().ShouldBe("""["v1"]""");
    }

    [Fact]
    public async Task A_definition_of_2018_is_migrated_and_its_networks_keep_all_their_fields()
    {
        await using var api = await StartAsync();
        await MakeAsync(api, Of2018, "v1beta1");
        var network = Vendored("old");
        network["spec"]!["anything"] = new JsonObject { ["deep"] = 7 };
        network["topLevel"] = "kept";
        await api.CreateAsync(Networks.ListPath("default"), network);

        using var program = OperatorProcess.StartAlone(api, "one");
        await AdoptedAsync(api);
        await EventuallyAllAreRightAsync(api);
        await api.PatchAsync(
            Networks.PathOf("default", "old"),
            new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["x"] = "y" } } });

        var old = (await api.FindAsync(Networks.PathOf("default", "old")))!;
        old["spec"]!["anything"]!["deep"]!.GetValue<int>().ShouldBe(7);
        old["topLevel"]!.GetValue<string>().ShouldBe("kept");
        (await api.FindAsync(Networks.Crd))!["spec"]!["preserveUnknownFields"]?.GetValue<bool>().ShouldBe(false);
    }

    [Fact]
    public async Task Another_owner_who_takes_away_the_status_again_and_again_is_reported_and_not_fought()
    {
        await using var api = await StartAsync();
        using var program = OperatorProcess.StartAlone(api, "one");
        await AdoptedAsync(api);
        for (var round = 0; round < 9; round++)
        {
            var crd = (await api.FindAsync(Networks.Crd))!;
            ((JsonObject)crd["spec"]!["versions"]![0]!).Remove("subresources");
            ((JsonObject)crd["metadata"]!).Remove("managedFields");
            ((JsonObject)crd["metadata"]!).Remove("resourceVersion");
            await api.KubectlAsync(crd.ToJsonString(), "replace", "-f", "-");
            await Eventually.HoldsAsync(
                async () => await HasStatusAsync(api) || await ContestedAsync(api), "a repair, or a report");
        }

        await Eventually.HoldsAsync(() => ContestedAsync(api), "the report");
        (await HasStatusAsync(api)).ShouldBeFalse();
        api.Writes().Count(write => write is { User: "one", Resource: "customresourcedefinitions", Verb: "patch" })
            .ShouldBeLessThanOrEqualTo(8);
        await api.CreateAsync(Networks.ListPath("default"), Networks.Of("still", Networks.Good));
    }

    private static async Task<ApiServer> StartAsync()
    {
        Assert.SkipWhen(ApiServer.Missing is not null, ApiServer.Missing ?? "");
        return await ApiServer.StartAsync();
    }

    private static async Task MakeAsync(ApiServer api, string crd, string version)
    {
        await api.CreateAsync($"/apis/apiextensions.k8s.io/{version}/customresourcedefinitions", JsonNode.Parse(crd)!);
        await Eventually.HoldsAsync(
            async () => await api.FindAsync(Networks.ListPath("default")) is not null, "it is served");
    }

    private static JsonObject Vendored(string name)
    {
        var network = Networks.Of(name, Networks.Good);
        network["spec"]!["vendor"] = "kept";
        return network;
    }

    private static Task AdoptedAsync(ApiServer api) =>
        Eventually.HoldsAsync(() => HasStatusAsync(api), "the status subresource");

    private static async Task<bool> HasStatusAsync(ApiServer api) =>
        (await api.FindAsync(Networks.Crd))
            ?["spec"]!["versions"]![0]!["subresources"]?["status"] is not null;

    private static async Task<bool> ContestedAsync(ApiServer api) =>
        (await api.ListAsync("/api/v1/namespaces/default/events"))
            .Any(found => (string?)found["reason"] == "Contested");

    private static async Task EventuallyAllAreRightAsync(ApiServer api)
    {
        // The audit log is cheaper to ask than the API server.
        var all = (await api.ListAsync(Networks.ListPath("default"))).Count;
        await Eventually.HoldsAsync(() => api.Writes().Count(write => write.IsStatus) >= all, "all are written");
        await Eventually.HoldsAsync(
            async () => (await api.ListAsync(Networks.ListPath("default"))).All(network => network.IsRight()),
            "all statuses");
    }

    /// <summary>All of the networks but what a status brings with it.</summary>
    private static async Task<IReadOnlyList<string>> NetworksAsync(ApiServer api) =>
        [.. (await api.ListAsync(Networks.ListPath("default"))).Select(network =>
        {
            var rest = (JsonObject)network.DeepClone();
            rest.Remove("status");
            ((JsonObject)rest["metadata"]!).Remove("managedFields");
            ((JsonObject)rest["metadata"]!).Remove("resourceVersion");
            return rest.ToJsonString();
        })];
}
