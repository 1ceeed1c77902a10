using System.Text.Json.Nodes;
using Ramus.Testing.Kubernetes.Programs;
using Ramus.Testing.Kubernetes.RealApi;

namespace Ramus.Operator.Tests.RealApi;

/// <summary>The policy in the networks' status, on a real API server.</summary>
[Trait("Needs", "Root")]
[Collection("status")]
public sealed class PolicyTests(ApiServerFixture fixture) : IDisposable
{
    private const string MacvlanOnly =
        """{"rules": [{"namespaces": ["default"], "plugins": ["macvlan", "host-local"]}]}""";
    private const string Broken = """{"rules": [{"namespaces": ["default"], "plugin": []}]}""";
    private const string BridgeToo =
        """{"rules": [{"namespaces": ["default"], "plugins": ["macvlan", "bridge", "host-local"]}]}""";

    private const string Bridge = """
        {"cniVersion":"1.0.0","type":"bridge","ipam":{"type":"host-local","subnet":"10.1.3.0/24"}}
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("ramus-policy-").FullName;

    private ApiServer Api => fixture.Api;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_status_follows_the_policy_file_and_only_affected_networks_are_written()
    {
        using var program = OperatorProcess.StartAlone(Api, "one", "--policy-file", $"{folder}/policy.json");
        await fixture.EstablishedAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Api.CreateAsync(
            Nads.ListPath("default"), Nads.Of($"allowed-{number}", Nads.Good))));
        await Api.CreateAsync(Nads.ListPath("default"), Nads.Of("bridge", Bridge));
        await AllAsync(network => network.Condition("Valid") == "True");
        var before = Writes();

        Put(MacvlanOnly);
        await BridgeAsync("Forbidden");

        ((string)Valid((await FindAsync("bridge"))!)!["message"]!).ShouldBe(
            "spec.config.type (line 1 column 23): networks of namespace default may not use bridge; allowed: "
            + "macvlan, host-local (policy-plugin)");
        Put(Broken);
        await Api.CreateAsync(Nads.ListPath("default"), Nads.Of("later", Bridge));
        await Eventually.HoldsAsync(
            async () => await FindAsync("later") is { } later && Reason(later) == "Forbidden", "the last good policy");
        Put(BridgeToo);
        await BridgeAsync("Valid");
        await Eventually.HoldsAsync(
            async () => await FindAsync("later") is { } later && Reason(later) == "Valid", "the other one");
        File.Delete($"{folder}/policy.json");
        await EventsAsync("bridge", "Forbidden", "Valid");

        // Two writes for each of the two networks whose verdict changed, and none for the twenty others.
        (Writes() - before).ShouldBe(4);
        await Api.KubectlAsync(null, "delete", "nad", "--all");
    }

    private int Writes() => Api.Writes().Count(write => write.IsStatus);

    // The file of a mounted ConfigMap changes atomically, by a rename.
    private void Put(string policy)
    {
        File.WriteAllText($"{folder}/next", policy);
        File.Move($"{folder}/next", $"{folder}/policy.json", overwrite: true);
    }

    private Task BridgeAsync(string reason) => Eventually.HoldsAsync(
        async () => Reason((await FindAsync("bridge"))!) == reason, $"bridge is {reason}");

    private Task AllAsync(Func<JsonNode, bool> condition) => Eventually.HoldsAsync(
        async () => (await Api.ListAsync(Nads.ListPath("default"))).All(condition), "all statuses");

    private Task EventsAsync(string name, params string[] reasons) => Eventually.HoldsAsync(
        async () => (await Api.ListAsync($"/api/v1/namespaces/default/events?fieldSelector=involvedObject.name={name}"))
            .Select(found => (string)found["reason"]!).Order().Distinct().SequenceEqual(reasons.Order()),
        $"events of {name}");

    private Task<JsonNode?> FindAsync(string name) => Api.FindAsync(Nads.PathOf("default", name));

    private static string? Reason(JsonNode network) => (string?)Valid(network)?["reason"];

    private static JsonNode? Valid(JsonNode network) => network["status"]?["conditions"]?.AsArray()
        .FirstOrDefault(condition => (string?)condition!["type"] == "Valid");
}
