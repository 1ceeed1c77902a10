using Ramus.Webhook.Pods;

namespace Ramus.Webhook.Tests.Pods;

public sealed class ResourceQuantityTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("2", 2)]
    [InlineData("+2", 2)]
    [InlineData("1k", 1000)]
    [InlineData("1Ki", 1024)]
    [InlineData("3e2", 300)]
    [InlineData("1E", 1_000_000_000_000_000_000)]
    [InlineData("500m", 1)]
    [InlineData("1.5", 2)]
    public void A_quantity_is_read_as_a_whole_number(string text, long expected)
    {
        ResourceQuantity.TryParse(text, out var count).ShouldBeTrue();

        count.ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("Ki")]
    [InlineData("-1")]
    [InlineData("one")]
    [InlineData("1x")]
    [InlineData("NaN")]
    [InlineData("99999999999E")]
    [InlineData("1e999")]
    public void Anything_else_is_refused(string text) => ResourceQuantity.TryParse(text, out _).ShouldBeFalse();
}
