using System.Text.Json.Nodes;

namespace Ramus.Testing.Kubernetes.RealApi;

/// <summary>CRDs that other projects create, and checks of what the operator does with them.</summary>
public static class ForeignDefinitions
{
    /// <summary>The CRD from Multus' deployment, plus a label and a category of a third party.</summary>
    public const string OfMultus = """
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

    /// <summary>The CRD as of 2018: no schema, every field is preserved.</summary>
    public const string Of2018 = """
        {"apiVersion":"apiextensions.k8s.io/v1beta1","kind":"CustomResourceDefinition",
         "metadata":{"name":"network-attachment-definitions.k8s.cni.cncf.io"},
         "spec":{"group":"k8s.cni.cncf.io","version":"v1","scope":"Namespaced",
          "names":{"plural":"network-attachment-definitions","kind":"NetworkAttachmentDefinition",
           "shortNames":["net-attach-def"]}}}
        """;

    public static async Task MakeAsync(RunningApi api, string crd, string version)
    {
        await api.CreateAsync($"/apis/apiextensions.k8s.io/{version}/customresourcedefinitions", JsonNode.Parse(crd)!);
        await Eventually.HoldsAsync(
            async () => await api.FindAsync(Nads.ListPath("default")) is not null, "the CRD is served");
    }

    public static JsonObject Vendored(string name)
    {
        var network = Nads.Of(name, Nads.Good);
        network["spec"]!["vendor"] = "kept";
        return network;
    }

    public static Task AdoptedAsync(RunningApi api) =>
        Eventually.HoldsAsync(() => HasStatusAsync(api), "the status subresource");

    public static async Task<bool> HasStatusAsync(RunningApi api) =>
        (await api.FindAsync(Nads.Crd))
            ?["spec"]!["versions"]![0]!["subresources"]?["status"] is not null;

    public static async Task EventuallyAllAreRightAsync(RunningApi api)
    {
        // Reading the audit log is cheaper than querying the API server.
        var all = (await api.ListAsync(Nads.ListPath("default"))).Count;
        await Eventually.HoldsAsync(() => api.Writes().Count(write => write.IsStatus) >= all, "all are judged");
        await Eventually.HoldsAsync(
            async () => (await api.ListAsync(Nads.ListPath("default"))).All(network => network.IsRight()),
            "all statuses");
    }

    /// <summary>The parts of <see cref="OfMultus"/> that Ramus does not set still exist.</summary>
    public static async Task TheirsIsKeptAsync(RunningApi api)
    {
        var crd = (await api.FindAsync(Nads.Crd))!;
        crd["metadata"]!["labels"]!["team"]!.GetValue<string>().ShouldBe("net");
        crd["spec"]!["names"]!["categories"]!.ToJsonString().ShouldBe("""["all"]""");
        var schema = crd["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!;
        schema["description"]!.GetValue<string>().ShouldBe("theirs");
        schema["properties"]!["spec"]!["properties"]!["vendor"].ShouldNotBeNull();
        crd["status"]!["storedVersions"]!.ToJsonString().ShouldBe("""["v1"]""");
    }

    /// <summary>The networks without the fields that a status write changes.</summary>
    public static async Task<IReadOnlyList<string>> NetworksAsync(RunningApi api) =>
        [.. (await api.ListAsync(Nads.ListPath("default"))).Select(network =>
        {
            var rest = (JsonObject)network.DeepClone();
            rest.Remove("status");
            ((JsonObject)rest["metadata"]!).Remove("managedFields");
            ((JsonObject)rest["metadata"]!).Remove("resourceVersion");
            return rest.ToJsonString();
        })];
}
