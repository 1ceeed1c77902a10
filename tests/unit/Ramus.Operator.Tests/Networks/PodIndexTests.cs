using System.Text.Json;
using Ramus.Contract.Policy;
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
        index.Of(Blue, 1, [], Everybody).Count.ShouldBe(1);
        index.Note(new EntityChange<WatchedPod>(EntityChangeType.Deleted, new("d", "p"), pod, pod)).Count.ShouldBe(2);
        index.Of(Blue, 1, [], Everybody).ShouldBe(PodUse.None);
    }

    [Fact]
    public void Pods_of_another_generation_are_outdated_and_unknown_generations_are_not()
    {
        var index = new PodIndex();
        index.Note(Added("old", Pod("""[{"name":"red/blue"}]""", """{"red/blue":1}""")));
        index.Note(Added("new", Pod("""[{"name":"red/blue"}]""", """{"red/blue":2}""")));
        index.Note(Added("unknown", Pod("""[{"name":"red/blue"}]""")));

        var use = index.Of(Blue, 2, [], Everybody);

        use.Count.ShouldBe(3);
        use.FirstOutdated.ShouldBe([new ObjectKey("d", "old")]);
    }

    [Fact]
    public void Named_pods_stay_named_while_they_are_attached()
    {
        var index = new PodIndex();
        foreach (var number in Enumerable.Range(0, 30))
        {
            index.Note(Added($"p{number}", Pod("""[{"name":"red/blue"}]""")));
        }

        index.Of(Blue, 1, ["d/p25", "d/p26", "d/gone"], Everybody).First.Select(pod => pod.Name).ShouldContain("p26");
        index.Of(Blue, 1, [], Everybody).First.Count.ShouldBe(10);
    }

    [Fact]
    public void Pods_of_a_namespace_that_may_not_use_the_network_do_not_count()
    {
        var index = new PodIndex();
        foreach (var number in Enumerable.Range(0, 1000))
        {
            index.Note(Added($"p{number}", Pod("""[{"name":"red/blue"}]""", """{"red/blue":1}"""), "hostile"));
        }

        index.Note(Added("mine", Pod("""[{"name":"red/blue"}]"""), "red"));
        var asked = new List<string>();

        var use = index.Of(Blue, 2, ["hostile/p1"], pod =>
        {
            asked.Add(pod.Namespace);
            return pod.Namespace == "red";
        });

        use.Count.ShouldBe(1);
        use.First.ShouldBe([new ObjectKey("red", "mine")]);
        use.OutdatedCount.ShouldBe(0);
        asked.Order().ShouldBe(["hostile", "red"]);
    }

    [Theory]
    [InlineData("backup", true)]
    [InlineData("default", false)]
    [InlineData(null, false)]
    public void A_pod_counts_by_its_service_account_where_that_decides(string? account, bool counts)
    {
        var index = new PodIndex();
        index.Note(Added("p", Pod("""[{"name":"red/blue"}]""")));
        if (account is not null)
        {
            index.SetAccount(Blue, new("d", "p"), Guid.Empty, account);
        }

        index.Of(Blue, 1, [], pod => pod == new PodIdentity("d", "backup")).Count.ShouldBe(counts ? 1 : 0);
        index.WithoutAccount(Blue, static _ => false).ShouldBeEmpty();
        index.WithoutAccount(Blue, static @namespace => @namespace == "d").Count.ShouldBe(account is null ? 1 : 0);
    }

    [Theory]
    [InlineData(EntityChangeType.Modified, false, true)]
    [InlineData(EntityChangeType.Modified, true, false)]
    [InlineData(EntityChangeType.Deleted, false, false)]
    public void A_service_account_is_kept_for_the_same_pod_only(EntityChangeType type, bool isAnother, bool isKept)
    {
        var index = new PodIndex();
        var (first, pod) = (new ObjectKey("d", "p"), Pod("""[{"name":"red/blue"}]"""));
        index.Note(Added("p", pod));
        index.SetAccount(Blue, first, pod.Uid, "backup");
        var next = pod with { Uid = isAnother ? Guid.NewGuid() : pod.Uid };

        index.Note(new EntityChange<WatchedPod>(type, first, next, pod));
        index.SetAccount(Blue, new("d", "unknown"), pod.Uid, "backup");
        index.Note(Added("p", next));
        index.Note(Added("unknown", pod));

        var without = index.WithoutAccount(Blue, static _ => true);
        without.Contains(first).ShouldBe(!isKept);
        without.ShouldContain(new ObjectKey("d", "unknown"), "a pod that was not there has no account");
    }

    [Theory]
    [InlineData("nonsense", "red/blue", null)]
    [InlineData("[{\"name\":\"cbr0\"}]", "red/blue", null)]
    [InlineData("[{\"name\":\"../../x\"}]", "red/blue", null)]
    [InlineData("[{\"name\":\"red/blue\"}]", null, null)]
    [InlineData("[{\"name\":\"red/blue\"}]", "blue", null)]
    [InlineData("[{\"name\":\"red/blue\"}]", "red/green", "blue")]
    [InlineData("[{\"name\":\"red/blue\"}]", "red/blue@", null)]
    [InlineData("[{\"name\":\"red/blue\"}]", "red/blue", "not a name")]
    public void Pods_that_do_not_select_what_their_status_names_are_not_kept(
        string status, string? networks, string? defaultNetwork) =>
        Watched(Element(status, null, isEnding: false, networks, defaultNetwork)).ShouldBeNull();

    [Fact]
    public void Of_a_status_only_the_networks_that_the_pod_selects_are_kept()
    {
        var status = """[{"name":"red/blue"},{"name":"red/green"},{"name":"kube-system/cbr1"},{"name":"d/own"}]""";

        var pod = Watched(Element(status, null, isEnding: false, "own,red/blue", "cbr1")).ShouldNotBeNull();

        pod.Attached.Select(attached => attached.Key).ShouldBe([Blue, new("kube-system", "cbr1"), new("d", "own")]);
    }

    [Fact]
    public void A_pod_that_is_about_to_end_does_not_use_its_networks() =>
        Watched(Element("""[{"name":"red/blue"}]""", null, isEnding: true)).ShouldBeNull();

    [Fact]
    public void Many_pods_with_many_networks_are_kept_within_a_common_limit_and_cost_other_pods_nothing()
    {
        var index = new PodIndex(mostKept: 20_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        foreach (var number in Enumerable.Range(0, 2000))
        {
            index.Note(Added($"p{number}", WithNetworks(60), "hostile"));
        }

        index.Note(Added("mine", Pod("""[{"name":"red/blue"}]""", null), "red"));

        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(16 << 20);
        index.CutPods.ShouldBe(1997, "three of them have room");
        index.CutNamespaces.ShouldBe(1);
        index.Of(new NetworkKey("n", "n3"), 1, [], Everybody).Count.ShouldBe(2000, "the first networks always count");
        index.Of(new NetworkKey("n", "n4"), 1, [], Everybody).Count.ShouldBe(3);
        index.Of(Blue, 1, [], Everybody).Count.ShouldBe(1);
        index.MayHaveMore(static name => name == "hostile").ShouldBeTrue();
        index.MayHaveMore(static name => name == "red").ShouldBeFalse("their pods may not use the network");
    }

    [Fact]
    public void Room_returns_with_the_pod_that_had_it()
    {
        var index = new PodIndex(mostKept: 10_000);
        var (first, second) = (WithNetworks(60), WithNetworks(60));
        index.Note(Added("first", first));
        index.Note(Added("second", second));
        index.CutPods.ShouldBe(1);

        index.Note(new EntityChange<WatchedPod>(EntityChangeType.Deleted, new("d", "first"), first, first));
        index.CutPods.ShouldBe(1, "what was cut is read again with the pod's next change");
        var again = WithNetworks(60);
        index.Note(new EntityChange<WatchedPod>(EntityChangeType.Modified, new("d", "second"), again, second));

        index.CutPods.ShouldBe(0);
        index.MayHaveMore(static _ => true).ShouldBeFalse();
        index.Of(new NetworkKey("n", "n59"), 1, [], Everybody).Count.ShouldBe(1);
        index.Note(new EntityChange<WatchedPod>(EntityChangeType.Deleted, new("d", "second"), again, again));
        index.Of(new NetworkKey("n", "n0"), 1, [], Everybody).ShouldBe(PodUse.None);
    }

    private static WatchedPod WithNetworks(int count) => new(Guid.NewGuid(), [.. Enumerable.Range(0, count)
        .Select(static number => KeyValuePair.Create(new NetworkKey("n", $"n{number}"), 1L))]);

    private static bool Everybody(PodIdentity pod) => true;

    private static EntityChange<WatchedPod> Added(string name, WatchedPod pod, string @namespace = "d") =>
        new(EntityChangeType.Added, new ObjectKey(@namespace, name), pod);

    private static WatchedPod Pod(string status, string? generations = null) =>
        Watched(Element(status, generations, isEnding: false)).ShouldNotBeNull();

    private static WatchedPod? Watched(JsonElement pod) => WatchedPod.Of(pod, "kube-system");

    private static JsonElement Element(
        string status, string? generations, bool isEnding, string? networks = "red/blue,red/green",
        string? defaultNetwork = null)
    {
        var json = JsonBody.Write(writer =>
        {
            writer.WriteStartObject("metadata");
            writer.WriteString("namespace", "d");
            writer.WriteString("name", "p");
            writer.WriteString("deletionTimestamp", isEnding ? "2026-01-01T00:00:00Z" : null);
            writer.WriteStartObject("annotations");
            writer.WriteString(Annotations.Networks, networks);
            writer.WriteString(Annotations.DefaultNetwork, defaultNetwork);
            writer.WriteString(Annotations.NetworkStatus, status);
            writer.WriteString(Annotations.NetworkGenerations, generations);
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
