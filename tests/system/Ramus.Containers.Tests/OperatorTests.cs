using System.Text.Json.Nodes;
using Ramus.Containers.Tests.Api;
using Ramus.Containers.Tests.Programs;
using Ramus.Testing.Kubernetes;

namespace Ramus.Containers.Tests;

/// <summary>The operator's image with its own API server.</summary>
[Trait("Needs", "Root")]
public sealed class OperatorTests(RamusFixture ramus) : IClassFixture<RamusFixture>
{
    private ContainedApi Api => ramus.Api;

    [Fact]
    public async Task It_runs_without_root_and_capabilities_on_a_read_only_file_system()
    {
        await using var program = await ramus.StartOperatorAsync();

        (await program.ConfinementAsync()).ShouldBe(Confinement.Restricted(192));
    }

    [Fact]
    public async Task Its_definitions_are_established_with_their_columns()
    {
        await using var program = await ramus.StartOperatorAsync();

        await EstablishedAsync(Nads.Crd);
        (await ColumnsAsync(Nads.Crd)).ShouldBe(["Type", "Resource", "Valid", "Nodes", "Pods", "Outdated", "Age"]);
        await EstablishedAsync(NodeNetworkPaths.Crd);
        (await ColumnsAsync(NodeNetworkPaths.Crd))
            .ShouldBe(["Ready", "Default", "Networks", "Failed", "Version", "Age"]);
    }

    [Fact]
    public async Task A_network_is_made_broken_mended_and_deleted_and_its_author_is_told()
    {
        await using var program = await ramus.StartOperatorAsync();
        await EstablishedAsync(Nads.Crd);
        Api.ForgetKinds();

        await Api.CreateAsync(Nads.ListPath("default"), Nads.Of("blue", Nads.Good));
        await JudgedAsync(isValid: true);
        (await RowAsync()).ShouldStartWith("blue macvlan True");

        await Api.PatchAsync(Nads.PathOf("default", "blue"), Nads.Spec(Nads.Broken));
        var sentence = await JudgedAsync(isValid: false);
        sentence.ShouldBe(
            "spec.config (line 1 column 30): the text ends too early; add the missing '}' (config-json)");
        (await RowAsync()).ShouldStartWith("blue False");
        await ToldAsync("Invalid", sentence);

        await Api.PatchAsync(Nads.PathOf("default", "blue"), Nads.Spec(Nads.Good));
        await ToldAsync("Valid", await JudgedAsync(isValid: true));

        await Api.KubectlAsync(null, "delete", "nad", "blue");
        (await Api.FindAsync(Nads.PathOf("default", "blue"))).ShouldBeNull();
    }

    [Fact]
    public async Task At_SIGTERM_it_gives_its_lease_back_and_ends()
    {
        await using var program = await ramus.StartOperatorAsync();
        await Eventually.HoldsAsync(
            async () => (await Api.LeaderAsync(Manifests.Namespace))
                .StartsWith(program.HostName, StringComparison.Ordinal),
            "it leads");

        var (exitCode, elapsed) = await program.StopAsync();

        exitCode.ShouldBe(0);
        elapsed.ShouldBeLessThan(RamusContainer.Grace);
        (await Api.LeaderAsync(Manifests.Namespace)).ShouldBeEmpty();
    }

    private Task EstablishedAsync(string path) => Eventually.HoldsAsync(
        async () => (await Api.FindAsync(path))?["status"]?["conditions"]?.AsArray().Any(condition =>
            (string?)condition!["type"] == "Established" && (string?)condition["status"] == "True") == true,
        path);

    private async Task<IEnumerable<string>> ColumnsAsync(string path) =>
        (await Api.FindAsync(path))!["spec"]!["versions"]![0]!["additionalPrinterColumns"]!.AsArray()
            .Select(column => (string)column!["name"]!);

    /// <summary>Waits for the judgement; returns the message of Valid.</summary>
    private async Task<string> JudgedAsync(bool isValid)
    {
        JsonNode? network = null;
        await Eventually.HoldsAsync(
            async () => (network = await Api.FindAsync(Nads.PathOf("default", "blue")))?.IsJudged(isValid) == true,
            $"Valid is {isValid}");
        return (string)network!["status"]!["conditions"]!.AsArray()
            .Single(condition => (string)condition!["type"]! == "Valid")!["message"]!;
    }

    private async Task<string> RowAsync() => string.Join(
        ' ',
        (await Api.KubectlAsync(null, "get", "nad", "--no-headers"))
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private Task ToldAsync(string reason, string message) => Eventually.HoldsAsync(
        async () => (await Api.ListAsync("/api/v1/namespaces/default/events?fieldSelector=involvedObject.name=blue"))
            .Any(found => (string?)found["reason"] == reason && (string?)found["message"] == message),
        $"an event {reason}: {message}");
}
