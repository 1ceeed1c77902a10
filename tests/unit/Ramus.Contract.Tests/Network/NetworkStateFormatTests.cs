using System.Text.Json;
using CsCheck;
using Ramus.Contract.Network;

namespace Ramus.Contract.Tests.Network;

public sealed class NetworkStateFormatTests
{
    private const string Now = "2026-01-01T00:00:00Z";

    private static readonly Gen<IReadOnlyList<string>> Texts =
        Gens.AnyText.List[0, 3].Select(texts => (IReadOnlyList<string>)texts);

    private static readonly Gen<NetworkState> State = Gen.Select(
        Gen.Select(Gen.Long, Gens.AnyText, Gens.AnyText, Gens.AnyText),
        Gen.Select(Gens.AnyText, Gens.AnyText).List[0, 3],
        Gen.Select(Texts, Texts, Texts, Texts),
        Gen.Select(Gen.Int, Gen.Int, Gen.Int, Gens.AnyText),
        Gen.Select(Gen.Int, Gen.Int),
        Gen.Select(Gens.AnyText, Gens.AnyText, Gens.AnyText, Gens.AnyText).List[0, 3]).Select(
        (words, plugins, texts, nodes, pods, conditions) => new NetworkState
        {
            ObservedGeneration = words.Item1,
            Type = words.Item2,
            CniVersion = words.Item3,
            ResourceName = words.Item4,
            Plugins = [.. plugins.Select(plugin => new ProgramNeed(plugin.Item1, plugin.Item2))],
            Masters = texts.Item1,
            Warnings = texts.Item2,
            UsedBy = texts.Item3,
            Nodes = new NodeCounts(nodes.Item1, nodes.Item2, nodes.Item3, nodes.Item4, texts.Item4),
            Pods = pods.Item1,
            OutdatedPods = pods.Item2,
            Conditions = [.. conditions.Select(
                text => new StatusCondition(text.Item1, text.Item2, text.Item3, text.Item4) { Since = Now })],
        });

    [Fact]
    public void A_status_that_was_written_is_read_as_it_was() => State.Sample(
        state =>
        {
            var read = NetworkStateFormat.Read(Parse(NetworkStateFormat.Patch(state, "u", "5", Now)));

            read.ShouldHaveTheShapeOf(state);
            NetworkStateFormat.AreSame(read, state).ShouldBeTrue();
        },
        iter: 500);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"status":[]}""")]
    [InlineData("""{"status":{"plugins":"x","masters":{},"nodes":[],"pods":"1","usedBy":[1],"conditions":null}}""")]
    public void Missing_fields_and_fields_of_another_type_are_empty(string json) =>
        NetworkStateFormat.Read(Parse(json.Utf8().ToArray())).ShouldHaveTheShapeOf(new NetworkState());

    private static JsonElement Parse(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
