using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;

namespace Ramus.Contract.Tests.NodeDisk;

public sealed class BuiltInChoiceTests
{
    [Theory]
    [InlineData("""{}""", "none", "")]
    [InlineData("""{"builtinPlugins":null}""", "none", "")]
    [InlineData("""{"builtinPlugins":"none"}""", "none", "")]
    [InlineData("""{"builtinPlugins":""}""", "none", "")]
    [InlineData("""{"builtinPlugins":[]}""", "none", "")]
    [InlineData("""{"builtinPlugins":"auto"}""", "auto", "bridge macvlan")]
    [InlineData("""{"builtinPlugins":["auto"]}""", "auto", "bridge macvlan")]
    [InlineData("""{"BuiltinPlugins":"macvlan, host-local"}""", "macvlan,host-local", "macvlan")]
    [InlineData("""{"builtinPlugins":["macvlan","ptp"]}""", "macvlan,ptp", "macvlan")]
    public void It_is_a_word_or_a_list(string plugin, string text, string included)
    {
        var choice = BuiltInChoice.Read(Element(plugin), "configuration");

        choice.ToString().ShouldBe(text);
        string.Join(' ', new[] { "bridge", "macvlan" }.Where(choice.Includes)).ShouldBe(included);
        choice.ShouldBe(BuiltInChoice.Parse(text));
    }

    [Theory]
    [InlineData("""{"builtinPlugins":true}""")]
    [InlineData("""{"builtinPlugins":[5]}""")]
    [InlineData("""{"builtinPlugins":"../macvlan"}""")]
    [InlineData("""{"builtinPlugins":["mac vlan"]}""")]
    public void Anything_else_is_refused(string plugin) =>
        Should.Throw<ContractException>(() => BuiltInChoice.Read(Element(plugin), "configuration"));

    private static JsonElement Element(string text) => JsonDocument.Parse(text).RootElement;
}
