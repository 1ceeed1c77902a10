namespace Ramus.Networks.Tests.Json;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("<nil> & co", "\"\\u003cnil\\u003e \\u0026 co\"")]
    [InlineData("\"\\/", "\"\\\"\\\\/\"")]
    [InlineData("\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\"")]
    [InlineData("\0\u001f\u007f", "\"\\u0000\\u001f\u007f\"")]
    [InlineData("\u2028\u2029", "\"\\u2028\\u2029\"")]
    [InlineData("\u00e4\u2603\U0001F600'+", "\"\u00e4\u2603\U0001F600'+\"")]
    public void Text_is_escaped_as_by_Go(string text, string expected)
    {
        var status = new NetworkStatus { Name = text };

        NetworkStatus.ToAnnotation([status]).ShouldBe($"[{{\n    \"name\": {expected},\n    \"dns\": {{}}\n}}]");
    }
}
