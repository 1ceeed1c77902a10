using CsCheck;
using Ramus.Contract.Cni;

namespace Ramus.Contract.Tests.Cni;

public sealed class ConfigPropertyTests
{
    /// <summary>Members of a plugin object besides those that the runtime sets.</summary>
    private static readonly Gen<string[]> Members = Gen.Select(Gens.JsonString, Gens.JsonValue).Array[0, 6]
        .Select(pairs => pairs.Select((pair, i) => $"\"{(char)('a' + i)}{pair.Item1[1..]}: {pair.Item2}").ToArray());

    [Fact]
    public void Plugin_input_leaves_everything_else_byte_identical()
    {
        Gen.Select(Members, Members, Gen.Bool).Sample((before, after, hasName) =>
        {
            var own = hasName ? ["\"name\":\"own\"", "\"prevResult\":{\"x\":1}"] : Array.Empty<string>();
            var rest = after.Select(member => member.Insert(1, "_")).ToArray();
            string[] members = [.. before, "\"type\":\"t\"", .. own, .. rest];
            var config = $$"""{"name":"n","cniVersion":"1.0.0","plugins":[{ {{string.Join(" ,\n ", members)}} }]}""";

            var input = NetworkConfig.Parse(config.Utf8(), "x").PluginInput(0, null, "{\"r\":1}".Json());

            string[] name = ["\"name\":\"n\""];
            string[] expected =
            [
                .. before.Select(Tight), "\"type\":\"t\"", .. hasName ? name : [], .. rest.Select(Tight),
                "\"cniVersion\":\"1.0.0\"", .. hasName ? [] : name, "\"runtimeConfig\":{\"r\":1}",
            ];
            input.Text().ShouldBe($"{{{string.Join(',', expected)}}}");
        }, iter: 1000);
    }

    [Fact]
    public void The_list_form_reads_back_as_itself()
    {
        Members.Sample(members =>
        {
            var plugin = $"{{{string.Join(",", (string[])["\"type\":\"t\"", .. members])}}}";
            var network = NetworkConfig.Parse(plugin.Utf8(), "x", "n");

            var again = NetworkConfig.Parse(network.ToListJson(), "x");

            again.Plugins[0].Element.GetRawText().ShouldBe(plugin);
            again.ToListJson().ShouldBe(network.ToListJson());
        }, iter: 1000);
    }

    [Fact]
    public void Arguments_of_the_pod_arrive_unchanged()
    {
        Gen.Select(Gens.JsonObject, Gens.JsonObject).Sample((own, wanted) =>
        {
            var network = NetworkConfig.Parse($$"""{"type":"t","args":{"cni":{{own}} } }""".Utf8(), "x", "n");

            var merged = network.WithCniArgs(wanted.Json()).ToListJson().Json()
                .GetProperty("plugins")[0].GetProperty("args").GetProperty("cni");

            foreach (var property in wanted.Json().EnumerateObject())
            {
                merged.GetProperty(property.Name).GetRawText().ShouldBe(property.Value.GetRawText());
            }
        }, iter: 1000);
    }

    /// <summary>The space between key and value is not part of either.</summary>
    private static string Tight(string member)
    {
        var colon = member.IndexOf("\": ", StringComparison.Ordinal);
        return member.Remove(colon + 2, 1);
    }
}
