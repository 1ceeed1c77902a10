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
    [InlineData($$$"""{"data": {"kubeconfig": "a: kept\nclient-key-data: LS0tLS1CRUdJTiBQ{{{Secret}}}"}}""")]
    [InlineData($$$"""{"data": {"tls.key": "{{{Secret}}}", "tls.crt": "kept"}}""")]
    [InlineData($$$"""{"log": "kept LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCg{{{Secret}}}"}""")]
    [InlineData($$$"""{"log": "kept Authorization: Basic {{{Secret}}}"}""")]
    [InlineData($$$"""{"log": "kept https://admin:{{{Secret}}}@host/x"}""")]
    [InlineData($$$"""{"log": "kept curl -u a:{{{Secret}}} x"}""")]
    [InlineData($$$"""{"log": "kept --token {{{Secret}}} --password x"}""")]
    [InlineData($$$"""{"args": ["--kept", "--token", "{{{Secret}}}"]}""")]
    [InlineData($$$"""{"args": ["--kept", "--token={{{Secret}}}"]}""")]
    [InlineData($$$"""{"log": "kept password: correct horse {{{Secret}}}"}""")]
    [InlineData($$$"""{"log": "kept password: \"two {{{Secret}}}\""}""")]
    [InlineData($$$"""{"data": {"a": "user: kept\npassword: |\n  first\n  {{{Secret}}}\nother: kept"}}""")]
    [InlineData($$$"""{"data": {"a": "user: kept\npassword:\n\n  {{{Secret}}}"}}""")]
    [InlineData($$$"""{"passwords": ["{{{Secret}}}"], "a": "kept"}""")]
    [InlineData($$$"""{"token": {"value": "{{{Secret}}}", "name": "kept"}}""")]
    [InlineData($$$"""{"token": {"values": [{"x": ["{{{Secret}}}"]}], "name": "kept"}}""")]
    [InlineData($$$"""{"annotation": "{\"secretKey\": [\"{{{Secret}}}\"], \"a\": \"kept\"}"}""")]
    [InlineData($$$"""{"log": "kept conf {\"password\":\"{{{Secret}}}\"}"}""")]
    [InlineData($$$"""{"config": "{\"password\":\"A {{{Secret}}}\",\"password\":\"x\",\"a\":\"kept\"}"}""")]
    [InlineData($$$"""{"passphrase": "{{{Secret}}}", "a": "kept"}""")]
    [InlineData($$$"""{"pwd": "{{{Secret}}}", "auth": "{{{Secret}}}", "client-key": "{{{Secret}}}", "Cookie": "{{{Secret}}}", "a": "kept"}""")]
    [InlineData($$$"""{"log": "kept -----BEGIN KEY-----\n{{{Secret}}}"}""")]
    public void A_secret_is_removed_and_the_rest_is_kept(string json)
    {
        var text = JsonOutput.Of(writer => Redaction.Write(writer, JsonElement.Parse(json)));

        text.ShouldNotContain(Secret);
        text.ShouldContain("kept");
    }

    [Theory]
    [InlineData("token-")]
    [InlineData("a-")]
    [InlineData("eyJaaaaaaaa-")]
    [InlineData("-----BEGIN ")]
    [InlineData("password ")]
    [InlineData("://a:")]
    [InlineData("password:\n ")]
    [InlineData("\\\"")]
    public void A_text_costs_in_proportion_to_its_length(string part)
    {
        // A time that grows faster than the length never ends.
        var text = string.Concat(Enumerable.Repeat(part, 400_000));

        Redaction.Text(text).Length.ShouldBeLessThanOrEqualTo(text.Length + 20);
    }

    [Theory]
    [InlineData("""{"secretName":"ramus-webhook-tls"}""")]
    [InlineData("""{"message":"network default/blue: \"10.9.1.5\" is not an address in 10.9.0.0/24"}""")]
    [InlineData("""{"automountServiceAccountToken":false}""")]
    [InlineData("""{"volumes":[{"name":"a","secret":{"secretName":"tls","defaultMode":420}}]}""")]
    [InlineData("""{"message":"cannot find the secret tls in namespace shop\nsecond line https://example.com/a"}""")]
    [InlineData("""{"message":"eyJ is short, and tokens are many"}""")]
    public void What_is_no_secret_is_kept(string json) =>
        JsonElement.Parse(JsonOutput.Of(writer => Redaction.Write(writer, JsonElement.Parse(json)))).GetRawText()
            .Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal)
            .ShouldBe(json.Replace(" ", "", StringComparison.Ordinal));
}
