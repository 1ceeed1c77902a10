using System.Text.Json.Nodes;

namespace Ramus.Cluster.Operator;

/// <summary>The CRD of NetworkAttachmentDefinition, which the operator applies.</summary>
[Collection(Disturbing.Name)]
public sealed class CrdTests
{
    private const string Crd =
        "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/network-attachment-definitions.k8s.cni.cncf.io";

    [ClusterFact]
    public async Task The_operator_has_applied_short_names_columns_and_the_status_subresource()
    {
        await RamusSystem.ReadyAsync();

        var crd = await TestCluster.Current.Api.GetAsync(Crd);

        crd["spec"]!["names"]!["shortNames"]!.AsArray().Select(name => (string)name!)
            .ShouldBe(["nad", "net-attach-def"]);
        IsComplete(crd).ShouldBeTrue();
        crd["metadata"]!["managedFields"]!.AsArray().Select(entry => (string)entry!["manager"]!)
            .ShouldContain("ramus-operator");
    }

    [ClusterFact]
    public async Task Users_list_networks_by_a_short_name_and_see_their_resource()
    {
        await RamusSystem.ReadyAsync();
        await using var @namespace = await TestNamespace.CreateAsync("crd");
        await @namespace.AddNetworkAsync(
            "device", """{ "cniVersion": "1.0.0", "type": "sriov" }""", resourceName: "intel.com/sriov");

        var listed = (await TestCluster.Current.KubectlAsync(null, "-n", @namespace.Name, "get", "nad")).Succeeded();

        var lines = listed.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        lines[0].ShouldBe(["NAME", "TYPE", "RESOURCE", "VALID", "NODES", "PODS", "AGE"]);
        lines[1][0].ShouldBe("device");
        lines[1].ShouldContain("intel.com/sriov");
    }

    [ClusterFact]
    public async Task The_operator_restores_what_the_seed_CRD_removes()
    {
        await RamusSystem.ReadyAsync();

        (await TestCluster.Current.KubectlAsync(
            null, "apply", "-f", Path.Combine(TestCluster.SeedDirectory, "crd.yaml"))).Succeeded();

        await Eventually.AgreesAsync(
            async () => IsComplete(await TestCluster.Current.Api.GetAsync(Crd)),
            "the CRD has its columns and its status subresource");
    }

    private static bool IsComplete(JsonNode crd)
    {
        var version = crd["spec"]!["versions"]!.AsArray().Single(version => (string?)version!["name"] == "v1")!;
        return version["subresources"]?["status"] is not null
            && version["additionalPrinterColumns"]?.AsArray().Select(column => (string?)column!["name"])
                is { } columns
                    && columns.SequenceEqual(["Type", "Resource", "Valid", "Nodes", "Pods", "Outdated", "Age"]);
    }
}
