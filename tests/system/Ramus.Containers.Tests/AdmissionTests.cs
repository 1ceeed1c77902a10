using System.Text.Json.Nodes;
using Ramus.Containers.Tests.Api;
using Ramus.Containers.Tests.Programs;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;

namespace Ramus.Containers.Tests;

/// <summary>The webhook's image, with the certificate and the registration created by the operator's image.</summary>
[Trait("Needs", "Root")]
public sealed class AdmissionTests(RamusFixture ramus) : IClassFixture<RamusFixture>, IAsyncLifetime
{
    private const string Pods = "/api/v1/namespaces/default/pods";

    private readonly List<RamusContainer> programs = [];

    private ContainedApi Api => ramus.Api;

    public async ValueTask InitializeAsync()
    {
        programs.Add(await ramus.StartOperatorAsync());
        programs.Add(await ramus.StartWebhookAsync());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var program in programs)
        {
            await program.DisposeAsync();
        }
    }

    [Fact]
    public async Task Pods_get_the_resources_of_their_networks_and_mistakes_are_refused_with_a_sentence()
    {
        var fast = Nads.Of("fast", Nads.Good);
        fast["metadata"]!["annotations"] = new JsonObject { [Annotations.ResourceName] = "example.com/foo" };
        await Api.CreateAsync(Nads.ListPath("default"), fast);
        await CalledAsync();

        var made = await Api.CreateAsync(Pods, Pod("good", "fast"));

        made["spec"]!["containers"]![0]!["resources"]!.ToJsonString().ShouldBe(
            """{"limits":{"example.com/foo":"1"},"requests":{"example.com/foo":"1"}}""");
        (await RefusalAsync(Pods, Pod("wrong", "a@b@c"))).ShouldEndWith(
            " denied the request: pod default/wrong: element 1 of annotation k8s.v1.cni.cncf.io/networks, \"a@b@c\", "
            + "is not [namespace/]name[@interface]: it has more than one '@'");
        (await RefusalAsync(Nads.ListPath("default"), Nads.Of("broken", Nads.Broken))).ShouldEndWith(
            " denied the request: network default/broken: spec.config (line 1 column 30): the text ends too early; "
            + "add the missing '}' (config-json)");
    }

    [Fact]
    public async Task It_runs_without_rights_and_ends_at_SIGTERM()
    {
        var webhook = programs[1];
        (await webhook.ConfinementAsync()).ShouldBe(Confinement.Restricted(192));

        var (exitCode, elapsed) = await webhook.StopAsync();

        exitCode.ShouldBe(0);
        elapsed.ShouldBeLessThan(RamusContainer.Grace);
    }

    /// <summary>
    /// Waits until the API server calls the webhook; it sees new registrations and endpoints with a delay.
    /// </summary>
    private Task CalledAsync() => Eventually.HoldsAsync(
        async () => (await Api.CreateAsync($"{Pods}?dryRun=All", Pod("probe", "fast")))
            ["spec"]!["containers"]![0]!["resources"]!.AsObject().Count > 0,
        "the webhook is called");

    private async Task<string> RefusalAsync(string path, JsonNode body) =>
        (await Should.ThrowAsync<ApiException>(() => Api.CreateAsync(path, body))).Message;

    private static JsonObject Pod(string name, string networks) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Pod",
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["annotations"] = new JsonObject { [Annotations.Networks] = networks },
        },
        ["spec"] = new JsonObject
        {
            ["containers"] = new JsonArray(new JsonObject { ["name"] = "app", ["image"] = "app" }),
        },
    };
}
