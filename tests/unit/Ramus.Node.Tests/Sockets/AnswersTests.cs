using System.Text.Json;
using Ramus.Contract.Agent;
using Ramus.Contract.Cni;
using Ramus.Contract.Selection;
using Ramus.Node.Pods;
using Ramus.Node.Tests.Support;

namespace Ramus.Node.Tests.Sockets;

public sealed class AnswersTests
{
    private const string Macvlan = """{"type":"macvlan","master":"eth1"}""";

    [Fact]
    public async Task Annotations_of_a_pod_of_this_node_come_from_the_cache()
    {
        await using var node = await AgentHarness.StartAsync();
        var uid = node.PutPod("p", ("k8s.v1.cni.cncf.io/networks", "mac"), ("a", "b"));
        await Eventually.HoldsAsync(() => Ask(node, "p", uid).Result.Annotations?.Count == 1, "cached");
        await node.Api.StopAsync();

        var reply = await Ask(node, "p", uid);

        reply.Annotations!["k8s.v1.cni.cncf.io/networks"].ShouldBe("mac");
    }

    [Theory]
    [InlineData("builder", "builder")]
    [InlineData(null, "default")]
    [InlineData("", "default")]
    public async Task The_service_account_is_that_of_the_pods_specification(string? account, string told)
    {
        await using var node = await AgentHarness.StartAsync();
        var uid = node.PutPodOf(account, "p", (Annotations.Networks, "mac"), ("serviceAccountName", "forged"));

        (await Ask(node, "p", uid)).ServiceAccount.ShouldBe(told, "read live");
        await Eventually.HoldsAsync(() => Ask(node, "p", uid).Result.Annotations?.Count == 1, "cached");
        await node.Api.StopAsync();

        (await Ask(node, "p", uid)).ServiceAccount.ShouldBe(told, "from the cache");
    }

    [Fact]
    public async Task A_pod_that_the_cache_does_not_have_yet_is_read_live()
    {
        await using var node = await AgentHarness.StartAsync();
        var uid = node.PutPod("p", (Annotations.Networks, "mac"));

        var reply = await Ask(node, "p", uid);

        reply.Annotations![Annotations.Networks].ShouldBe("mac");
    }

    [Fact]
    public async Task An_annotation_too_long_for_the_cache_is_read_live()
    {
        await using var node = await AgentHarness.StartAsync();
        var networks = string.Join(',', Enumerable.Repeat("mac", 5000));
        var uid = node.PutPod("p", (Annotations.Networks, networks));

        (await Ask(node, "p", uid)).Annotations![Annotations.Networks].ShouldBe(networks);
    }

    [Theory]
    [InlineData(4 * 1024, false)]
    [InlineData((4 * 1024) + 1, true)]
    public void The_cache_keeps_no_long_annotation(int length, bool isIncomplete)
    {
        var text = new string('x', length);
        using var entity = JsonDocument.Parse(
            $$"""{"metadata":{"uid":"u","annotations":{"a":"b","{{Annotations.Networks}}":"{{text}}"} } }""");

        var pod = WatchedPod.ToKeep(entity.RootElement);

        pod.IsIncomplete.ShouldBe(isIncomplete);
        pod.Annotations.Count.ShouldBe(isIncomplete ? 0 : 1);
    }

    [Fact]
    public async Task A_replaced_pod_has_no_annotations_for_its_predecessor()
    {
        await using var node = await AgentHarness.StartAsync();
        node.PutPod("p", (Annotations.Networks, "mac"));

        var reply = await Ask(node, "p", "uid-of-the-old-one");

        reply.Error!.Code.ShouldBe(CniErrorCode.TryAgainLater);
        reply.Error.Message.ShouldContain("does not exist");
    }

    [Theory]
    [InlineData("config.mirror=0b1c config.hash=0b1c config.source=file", "0b1c", true)]
    [InlineData("config.mirror=0b1c", "0b1c", true)]
    [InlineData("config.source=file config.hash=0b1c", "0b1c", true)]
    [InlineData("config.source=http config.hash=0b1c", "0b1c", true)]
    [InlineData("config.source=file", "0b1c", true)]
    [InlineData("config.source=file", "2c2c8c1f-5c2b-4a6e-9d5e-0a1b2c3d4e5f", false)]
    [InlineData("config.source=file config.hash=0b1c", "9999", false)]
    [InlineData("config.mirror=0b1c config.source=file", "9999", false)]
    [InlineData("config.source=api config.hash=0b1c", "0b1c", false)]
    [InlineData("config.source=api", "0b1c", false)]
    [InlineData("config.hash=0b1c", "0b1c", false)]
    [InlineData("", "0b1c", false)]
    public async Task A_static_pod_is_known_by_the_UID_that_the_kubelet_gave_it(
        string described, string uid, bool isKnown)
    {
        await using var node = await AgentHarness.StartAsync();
        var annotations = described.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=')).Select(pair => ($"kubernetes.io/{pair[0]}", pair[1]));
        node.PutPod("static", [.. annotations, (Annotations.Networks, "mac")]);

        var reply = await Ask(node, "static", uid);

        reply.Annotations?[Annotations.Networks].ShouldBe("mac");
        (reply.Error is null).ShouldBe(isKnown, reply.Error?.Message);
    }

    [Fact]
    public async Task Without_the_API_server_an_unknown_pod_means_try_again()
    {
        await using var node = await AgentHarness.StartAsync();
        await node.Api.StopAsync();

        var reply = await Ask(node, "p", "u");

        reply.Error!.Code.ShouldBe(CniErrorCode.TryAgainLater);
        reply.Error.Message.ShouldContain("API server");
    }

    [Fact]
    public async Task A_network_made_a_moment_ago_is_rendered_on_the_spot()
    {
        await using var node = await AgentHarness.StartAsync();
        node.Api.CutWatches();
        node.PutNetwork("default", "mac", Macvlan);

        var reply = await Ask(node, new NetworkKey("default", "mac"));

        reply.Network!.Value.GetProperty("plugins")[0].GetProperty("master").GetString().ShouldBe("eth1");
    }

    [Fact]
    public async Task A_missing_network_names_the_namespaces_that_have_one_of_the_name()
    {
        await using var node = await AgentHarness.StartAsync();
        node.PutNetwork("blue", "mac", Macvlan);
        node.PutNetwork("red", "mac", Macvlan);
        await Eventually.HoldsAsync(() => File.Exists(node.NetworkFile("red", "mac")), "cached");

        var reply = await Ask(node, new NetworkKey("default", "mac"));

        reply.Error!.Code.ShouldBe(CniErrorCode.InvalidNetworkConfig);
        reply.Error.Message.ShouldContain("network default/mac does not exist");
        reply.Error.Message.ShouldContain("a network of that name exists in: blue, red; to use it write blue/mac");
    }

    [Fact]
    public async Task Where_namespaces_are_isolated_only_global_ones_are_named()
    {
        await using var node = await AgentHarness.CreateAsync();
        node.Root.Write("policy/policy.json", """{"use": {"globalNamespaces": ["red"]}}""");
        node.PutNetwork("blue", "mac", Macvlan);
        node.PutNetwork("red", "mac", Macvlan);
        node.Start();
        await Eventually.HoldsAsync(
            () => File.Exists(node.NetworkFile("red", "mac")) && File.Exists(node.NetworkFile("blue", "mac")),
            "cached");

        var reply = await Ask(node, new NetworkKey("default", "mac"));

        reply.Error!.Message.ShouldContain("a network of that name exists in: red; to use it write red/mac");
    }

    [Fact]
    public async Task A_bad_network_says_where_also_while_the_API_server_is_away()
    {
        await using var node = await AgentHarness.StartAsync();
        node.PutNetwork("default", "bad", "{\n  \"type\": }");
        await Eventually.HoldsAsync(() => node.Refusals.Count == 1, "seen");

        var live = await Ask(node, new NetworkKey("default", "bad"));
        await node.Api.StopAsync();
        var away = await Ask(node, new NetworkKey("default", "bad"));

        live.Error!.Code.ShouldBe(CniErrorCode.InvalidNetworkConfig);
        live.Error.Message.ShouldContain("line 2");
        away.Error.ShouldBe(live.Error);
    }

    [Fact]
    public async Task A_network_gone_bad_is_still_answered_with_its_last_good_form()
    {
        await using var node = await AgentHarness.StartAsync();
        node.PutNetwork("default", "mac", Macvlan);
        await Eventually.HoldsAsync(() => File.Exists(node.NetworkFile("default", "mac")), "rendered");
        node.PutNetwork("default", "mac", "{");
        await Eventually.HoldsAsync(() => node.Refusals.Count == 1, "seen");

        (await Ask(node, new NetworkKey("default", "mac"))).Network.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_refusal_of_the_API_server_points_to_the_role()
    {
        await using var node = await AgentHarness.StartAsync();
        node.Api.Intercept = async (request, context) =>
        {
            if (!request.Path.EndsWith("/network-attachment-definitions/mac", StringComparison.Ordinal))
            {
                return false;
            }

            context.Response.StatusCode = 403;
            await context.Response.CompleteAsync();
            return true;
        };

        var reply = await Ask(node, new NetworkKey("default", "mac"));

        reply.Error!.Message.ShouldContain("ClusterRole");
    }

    private static Task<AgentReply> Ask(AgentHarness node, string pod, string uid) =>
        node.AskAsync(new AgentRequest { Ask = AgentQuestion.Annotations, Pod = new PodKey("default", pod, uid) });

    private static Task<AgentReply> Ask(AgentHarness node, NetworkKey network) =>
        node.AskAsync(new AgentRequest { Ask = AgentQuestion.Network, Network = network });
}
