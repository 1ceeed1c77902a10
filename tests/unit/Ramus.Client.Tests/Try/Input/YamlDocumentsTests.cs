using Ramus.Client.Try.Input;
using Ramus.Contract.Json;

namespace Ramus.Client.Tests.Try.Input;

public sealed class YamlDocumentsTests
{
    [Theory]
    [InlineData("a: 1", """{"a":1}""")]
    [InlineData("a: '1'", """{"a":"1"}""")]
    [InlineData("a: true", """{"a":true}""")]
    [InlineData("a: \"true\"", """{"a":"true"}""")]
    [InlineData("on: [yes, No, 1.5, -2]", """{"on":[true,false,1.5,-2]}""")]
    [InlineData("a: {<<: {b: 1, c: 2}, c: 3}", """{"a":{"c":3,"b":1}}""")]
    [InlineData("a: ~", """{"a":null}""")]
    [InlineData("a:", """{"a":null}""")]
    [InlineData("a: 0x1F", """{"a":"0x1F"}""")]
    [InlineData("a: |\n  {\n  \t\"b\": 1\n  }\n", """{"a":"{\n\t\u0022b\u0022: 1\n}\n"}""")]
    [InlineData("a: [1, {b: c}]", """{"a":[1,{"b":"c"}]}""")]
    [InlineData("a: &x {b: 1}\nc: *x", """{"a":{"b":1},"c":{"b":1}}""")]
    [InlineData("a: &x 1\nb: {c: *x, d: [*x, *x], e: {}}", """{"a":1,"b":{"c":1,"d":[1,1],"e":{}}}""")]
    public void Values_become_the_json_that_kubectl_would_send(string yaml, string json) =>
        YamlDocuments.Read(yaml, "file").ShouldHaveSingleItem().Element.GetRawText().ShouldBe(json);

    [Fact]
    public void Empty_documents_are_passed_over_and_each_other_knows_its_line() =>
        YamlDocuments.Read("# nothing\n---\n---\na: 1\n---\nb: 2\n", "file.yaml").Select(document => document.Where)
            .ShouldBe(["file.yaml:4", "file.yaml:6"]);

    public static TheoryData<string, string> Bombs => new()
    {
        { new string('[', 100_000), "bomb.yaml:1:52: the value is nested deeper than 50 levels" },
        { new string('[', 100_000) + new string(']', 100_000), "the value is nested deeper than 50 levels" },
        { string.Concat(Enumerable.Repeat("{a: ", 100_000)), "the value is nested deeper than 50 levels" },
        { string.Concat(Enumerable.Range(0, 1000).Select(level => new string(' ', level) + "a:\n")), "bomb.yaml:5" },
        { string.Concat(Enumerable.Repeat("- ", 100_000)), "the value is nested deeper than 50 levels" },
        { "a: 1\n? [b, c]\n: d", "bomb.yaml:2:3: a key must be text" },
        { "a: &x [b]\n*x : d", "bomb.yaml:2:1: a key must be text" },
        { "a: &x [*x]", "bomb.yaml" },
        { "a: \"\\ud800\"", "bomb.yaml:1:4: this is not YAML" },
        { "a: \"", "bomb.yaml:1:" },
        { "a: 1\na: 2", "bomb.yaml:2:1: key 'a' is already in line 1; remove one of the two" },
        { "a: !!binary ZXhlYw==", "bomb.yaml:1:4: the tag" },
        { "!!str a: 1", "bomb.yaml:1:1: the tag" },
    };

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Bombs))]
    public void What_would_cost_more_than_its_length_is_refused_with_its_place(string yaml, string place) =>
        Should.Throw<ContractException>(() => YamlDocuments.Read(yaml, "bomb.yaml")).Message.ShouldContain(place);

    [Theory]
    [Trait("Needs", "Time")]
    [InlineData("a: [", "[],", "]")]
    [InlineData("", "---\n", "")]
    public void Too_many_values_are_refused(string before, string repeated, string after) =>
        Should.Throw<ContractException>(() => YamlDocuments.Read(
            before + string.Concat(Enumerable.Repeat(repeated, 2_100_000)) + after, "bomb.yaml"))
            .Message.ShouldContain("has more than 2000000 values");

    [Fact]
    public void Anchors_that_multiply_themselves_are_stopped()
    {
        var yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 9).Select(
            level => $"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]\n"));

        Should.Throw<ContractException>(() => YamlDocuments.Read(yaml, "bomb.yaml")).Message.ShouldContain("too large");
    }
}
