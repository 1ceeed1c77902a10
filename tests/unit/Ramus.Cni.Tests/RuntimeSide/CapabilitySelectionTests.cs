using System.Text.Json;
using Ramus.Cni.RuntimeSide;

namespace Ramus.Cni.Tests.RuntimeSide;

public sealed class CapabilitySelectionTests
{
    [Fact]
    public void Only_arguments_that_are_both_declared_and_offered_are_chosen()
    {
        var chosen = Choose(
            """{"portMappings":true,"noArgs":true,"mac":false}""",
            """{"portMappings":[{"hostPort":1}],"somethingElse":["x"],"mac":"02:00:00:00:00:01"}""");

        chosen!.Value.GetRawText().ShouldBe("""{"portMappings":[{"hostPort":1}]}""");
    }

    [Theory]
    [InlineData("""{"portMappings":true}""", """{"somethingElse":1}""")]
    [InlineData("""{"portMappings":false}""", """{"portMappings":[]}""")]
    [InlineData("{}", """{"portMappings":[]}""")]
    [InlineData("""{"portMappings":true}""", "{}")]
    [InlineData("""{"portMappings":true}""", "[]")]
    public void Without_a_common_key_there_is_nothing(string declared, string offered) =>
        Choose(declared, offered).ShouldBeNull();

    [Fact]
    public void No_arguments_are_nothing() =>
        CapabilitySelection.For(
            Json.Network("""{"name":"n","type":"t","capabilities":{"mac":true}}""").Plugins[0], null)
            .ShouldBeNull();

    [Fact]
    public void Values_keep_their_text()
    {
        const string offered = """{"portMappings": [ {"HostPort":80,"Big":18446744073709551616,"Text":"\u0041<é"} ]}""";

        Choose("""{"portMappings":true}""", offered)!.Value.GetProperty("portMappings").GetRawText()
            .ShouldBe("""[ {"HostPort":80,"Big":18446744073709551616,"Text":"\u0041<é"} ]""");
    }

    private static JsonElement? Choose(string declared, string offered)
    {
        var network = Json.Network($$"""{"name":"n","type":"t","capabilities":{{declared}}}""");
        return CapabilitySelection.For(network.Plugins[0], Json.Of(offered));
    }
}
