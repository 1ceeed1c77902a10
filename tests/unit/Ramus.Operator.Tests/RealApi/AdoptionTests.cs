using System.Text.Json.Nodes;
using Ramus.Testing.Kubernetes.Programs;
using Ramus.Testing.Kubernetes.RealApi;
using static Ramus.Testing.Kubernetes.RealApi.ForeignDefinitions;

namespace Ramus.Operator.Tests.RealApi;

/// <summary>CRDs that other programs created. Each test has a real API server of its own.</summary>
[Trait("Needs", "Root")]
public sealed class AdoptionTests
{
    [Fact]
    public async Task A_definition_of_Multus_with_500_networks_is_adopted_and_no_network_is_touched()
    {
        await using var api = await StartAsync();
        await MakeAsync(api, OfMultus, "v1");
        await Task.WhenAll(Enumerable.Range(0, 500).Select(number => api.CreateAsync(
            Nads.ListPath("default"), Vendored($"net-{number}"))));
        var before = await NetworksAsync(api);

        using var program = OperatorProcess.StartAlone(api, "one");
        await AdoptedAsync(api);
        await EventuallyAllAreRightAsync(api);

        (await NetworksAsync(api)).ShouldBe(before, "the adoption changes nothing but the status");
        await TheirsIsKeptAsync(api);
    }

    [Fact]
    public async Task A_definition_of_2018_is_migrated_and_its_networks_keep_all_their_fields()
    {
        await using var api = await StartAsync();
        await MakeAsync(api, Of2018, "v1beta1");
        var network = Vendored("old");
        network["spec"]!["anything"] = new JsonObject { ["deep"] = 7 };
        network["topLevel"] = "kept";
        await api.CreateAsync(Nads.ListPath("default"), network);

        using var program = OperatorProcess.StartAlone(api, "one");
        await AdoptedAsync(api);
        await EventuallyAllAreRightAsync(api);
        await api.PatchAsync(
            Nads.PathOf("default", "old"),
            new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["x"] = "y" } } });

        var old = (await api.FindAsync(Nads.PathOf("default", "old")))!;
        old["spec"]!["anything"]!["deep"]!.GetValue<int>().ShouldBe(7);
        old["topLevel"]!.GetValue<string>().ShouldBe("kept");
        (await api.FindAsync(Nads.Crd))!["spec"]!["preserveUnknownFields"]?.GetValue<bool>().ShouldBe(false);
    }

    [Fact]
    public async Task Another_owner_that_keeps_removing_the_status_is_reported_and_repairs_pause()
    {
        await using var api = await StartAsync();
        using var program = OperatorProcess.StartAlone(api, "one");
        await AdoptedAsync(api);
        for (var round = 0; round < 9; round++)
        {
            var crd = (await api.FindAsync(Nads.Crd))!;
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
        await api.CreateAsync(Nads.ListPath("default"), Nads.Of("still", Nads.Good));
    }

    private static async Task<ApiServer> StartAsync()
    {
        Assert.SkipWhen(ApiServer.Missing is not null, ApiServer.Missing ?? "");
        return await ApiServer.StartAsync();
    }

    private static async Task<bool> ContestedAsync(ApiServer api) =>
        (await api.ListAsync("/api/v1/namespaces/default/events"))
            .Any(found => (string?)found["reason"] == "Contested");
}
