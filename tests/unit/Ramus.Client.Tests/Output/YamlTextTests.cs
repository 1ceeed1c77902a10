using System.Text.Json;
using Ramus.Client.Manifests;
using Ramus.Client.Output;

namespace Ramus.Client.Tests.Output;

public sealed class YamlTextTests
{
    [Theory]
    [InlineData("""{"a": "text", "b": 1, "c": true, "d": null, "e": [], "f": {}}""")]
    [InlineData("""{"a": [{"b": "c", "d": [1, 2]}, {"e": {"f": "g"}}], "h": [[1], [2, 3]]}""")]
    [InlineData("""{"a": "yes", "b": "12", "c": "", "d": " spaces ", "e": "a: b", "f": "- x", "h": "null"}""")]
    [InlineData("""{"a": "one\ntwo\n", "b": "one\n  two", "c": "\nstart", "d": "end\n\n", "e": "tab\there"}""")]
    [InlineData("""{"network": "default/blue", "k8s.v1.cni.cncf.io/networks": "a,b@net1", "quote": "say \"x\" ä"}""")]
    [InlineData("""[{"a": 1}, "b", []]""")]
    public void The_text_has_the_values_of_the_json(string json)
    {
        var yaml = YamlText.Of(json);

        var root = ManifestParser.Read(new ManifestFile("a.yaml", yaml)).Roots.ShouldHaveSingleItem(yaml);
        Same(root, JsonElement.Parse(json)).ShouldBeTrue(yaml);
    }

    private static bool Same(ManifestValue value, JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().All(one => value.At(one.Name) is { } member
            && Same(member, one.Value)) && value.IsMapping && value.Members!.Count == json.GetPropertyCount(),
        JsonValueKind.Array => value.Items?.Count == json.GetArrayLength()
            && value.Items.Zip(json.EnumerateArray()).All(static pair => Same(pair.First, pair.Second)),
        JsonValueKind.String => value.Text == json.GetString(),
        JsonValueKind.Null => value.IsNull,
        _ => value.Text is null && value.Raw == json.GetRawText(),
    };
}
