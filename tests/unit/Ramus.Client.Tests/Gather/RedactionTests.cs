using System.Text.Json;
using Ramus.Client.Gather;
using Ramus.Client.Output;

namespace Ramus.Client.Tests.Gather;

public sealed class RedactionTests
{
    private const string Secret = "hunter2hunter2";

    [Theory]
    [InlineData($$$"""{"password": "{{{Secret}}}", "name": "kept"}""")]
    [InlineData($$$"""{"spec": {"config": "{\"type\": \"x\", \"ovnToken\": \"{{{Secret}}}\", \"master\": \"kept\"}"}}""")]
    [InlineData($$$"""{"env": [{"name": "A", "value": "{{{Secret}}}"}], "image": "kept"}""")]
    [InlineData($$$"""{"metadata": {"annotations": {"kubectl.kubernetes.io/last-applied-configuration": "{{{Secret}}}", "a": "kept"} } }""")]
    [InlineData($$$"""{"message": "kept: Authorization: Bearer {{{Secret}}}.abc"}""")]
    [InlineData($$$"""{"log": "kept, token={{{Secret}}}, more"}""")]
    [InlineData($$$"""{"log": "kept \"password\": \"{{{Secret}}}\""}""")]
    [InlineData($$$"""{"key": "kept -----BEGIN RSA PRIVATE KEY-----\n{{{Secret}}}\n-----END RSA PRIVATE KEY-----"}""")]
    [InlineData($$$"""{"jwt": "kept eyJhbGciOiJIUzI1.{{{Secret}}}.abc"}""")]
    public void A_secret_is_removed_and_the_rest_is_kept(string json)
    {
        var text = JsonOutput.Of(writer => Redaction.Write(writer, JsonElement.Parse(json)));

        text.ShouldNotContain(Secret);
        text.ShouldContain("kept");
    }

    [Theory]
    [InlineData("""{"secretName":"ramus-webhook-tls"}""")]
    [InlineData("""{"message":"network default/blue: \"10.9.1.5\" is not an address in 10.9.0.0/24"}""")]
    [InlineData("""{"automountServiceAccountToken":false}""")]
    public void What_is_no_secret_is_kept(string json) =>
        JsonElement.Parse(JsonOutput.Of(writer => Redaction.Write(writer, JsonElement.Parse(json)))).GetRawText()
            .Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal)
            .ShouldBe(json.Replace(" ", "", StringComparison.Ordinal));
}
