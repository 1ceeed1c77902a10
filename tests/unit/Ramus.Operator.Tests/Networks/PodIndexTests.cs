using System.Text.Json;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Watching;
using Ramus.Operator.Networks;

namespace Ramus.Operator.Tests.Networks;

public sealed class PodIndexTests
{
    private static readonly NetworkKey Blue = new("red", "blue");

    [Fact]
    public void A_pod_counts_for_each_network_of_its_status_until_it_is_gone()
    {
        var index = new PodIndex();
        var pod = Pod("""
            [{"name":"cbr0","default":true},{"name":"red/blue"},{"name":"red/blue"},{"name":"red/green"}]
            """);

        index.Note(Added("p", pod)).ShouldBe([Blue, new NetworkKey("red", "green")]);
        index.Of(Blue, 1, []).Count.ShouldBe(1);
        index.Note(new EntityChange<WatchedPod>(EntityChangeType.Deleted, new("d", "p"), pod, pod)).Count.ShouldBe(2);
        index.Of(Blue, 1, []).ShouldBe(PodUse.None);
    }

    [Fact]
    public void Pods_of_another_generation_are_outdated_and_unknown_generations_are_not()
    {
        var index = new PodIndex();
        index.Note(Added("old", Pod("""[{"name":"red/blue"}]""", """{"red/blue":1}""")));
        index.Note(Added("new", Pod("""[{"name":"red/blue"}]""", """{"red/blue":2}""")));
        index.Note(Added("unknown", Pod("""[{"name":"red/blue"}]""")));

        var use = index.Of(Blue, 2, []);

        use.Count.ShouldBe(3);
        use.FirstOutdated.ShouldBe([new ObjectKey("d", "old")]);
    }

    [Fact]
    public void Names_that_were_told_stay_while_they_hold()
    {
        var index = new PodIndex();
        foreach (var number in Enumerable.Range(0, 30))
        {
            index.Note(Added($"p{number}", Pod("""[{"name":"red/blue"}]""")));
        }

        index.Of(Blue, 1, ["d/p25", "d/p26", "d/gone"]).First.Select(pod => pod.Name).ShouldContain("p26");
        index.Of(Blue, 1, []).First.Count.ShouldBe(10);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("[{\"name\":\"cbr0\"}]")]
    [InlineData("[{\"name\":\"../../x\"}]")]
    public void Other_pods_are_not_kept(string status) =>
        WatchedPod.Of(Element(status, null, isEnding: false)).ShouldBeNull();

    [Fact]
    public void A_pod_that_is_about_to_end_does_not_use_its_networks() =>
        WatchedPod.Of(Element("""[{"name":"red/blue"}]""", null, isEnding: true)).ShouldBeNull();

    private static EntityChange<WatchedPod> Added(string name, WatchedPod pod) =>
        new(EntityChangeType.Added, new ObjectKey("d", name), pod);

    private static WatchedPod Pod(string status, string? generations = null) =>
        WatchedPod.Of(Element(status, generations, isEnding: false)).ShouldNotBeNull();

    private static JsonElement Element(string status, string? generations, bool isEnding)
    {
        var json = JsonBody.Write(writer =>
        {
            writer.WriteStartObject("metadata");
            writer.WriteString("deletionTimestamp", isEnding ? "2026-01-01T00:00:00Z" : null);
            writer.WriteStartObject("annotations");
            writer.WriteString(Annotations.NetworkStatus, status);
            writer.WriteString(Annotations.NetworkGenerations, generations);
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
