using Ramus.Containers.Tests.Api;
using Ramus.Containers.Tests.Programs;
using static Ramus.Testing.Kubernetes.RealApi.ForeignDefinitions;

namespace Ramus.Containers.Tests;

/// <summary>The operator's image in a cluster where Multus was installed before.</summary>
[Trait("Needs", "Root")]
public sealed class AdoptionTests(RamusFixture ramus) : IClassFixture<RamusFixture>
{
    private const string User = "system:serviceaccount:ramus-system:ramus-operator";

    private ContainedApi Api => ramus.Api;

    [Fact]
    public async Task A_definition_of_Multus_is_adopted_and_of_its_500_networks_only_the_status_is_written()
    {
        await MakeAsync(Api, OfMultus, "v1");
        await Task.WhenAll(Enumerable.Range(0, 500).Select(number => Api.CreateAsync(
            Nads.ListPath("default"), Vendored($"net-{number}"))));
        var before = await NetworksAsync(Api);

        await using var program = await ramus.StartOperatorAsync();
        await AdoptedAsync(Api);
        await EventuallyAllAreRightAsync(Api);

        (await NetworksAsync(Api)).ShouldBe(before, "only the status is new");
        await TheirsIsKeptAsync(Api);
        var writes = Api.Writes().Where(write =>
            write is { User: User, Resource: "network-attachment-definitions" }).ToList();
        writes.Count.ShouldBeGreaterThanOrEqualTo(500);
        writes.ShouldAllBe(write => write.IsStatus && write.Verb == "patch");
    }
}
