using System.Text;
using Ramus.Webhook.Admission;

namespace Ramus.Webhook.Tests.Admission;

public sealed class ReviewBodyTests
{
    [Fact]
    public void A_small_review_takes_little_and_a_text_of_the_greatest_length_fits()
    {
        ReviewBody.WorkWith("{}"u8).ShouldBe(32 * 1024);
        ReviewBody.WorkWith(new byte[ReviewBody.MaxBytes]).ShouldBe(2 * ReviewBody.MaxBytes);
    }

    [Fact]
    public void Values_count_also_those_of_JSON_within_a_text()
    {
        var text = Encoding.ASCII.GetBytes($$"""{"config":"[{{new string(',', 100_000)}}]"}""");

        ReviewBody.WorkWith(text).ShouldBeGreaterThan(24 * 100_000);
    }

    [Fact]
    public void More_values_than_any_object_has_are_refused()
    {
        var text = Encoding.ASCII.GetBytes(new string(',', ReviewBody.MaxBytes));

        Should.Throw<ReviewException>(() => ReviewBody.WorkWith(text)).StatusCode.ShouldBe(413);
    }
}
