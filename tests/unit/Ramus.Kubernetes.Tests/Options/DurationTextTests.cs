using Ramus.Kubernetes.Options;

namespace Ramus.Kubernetes.Tests.Options;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("0s", 0, "0s")]
    [InlineData("500ms", 0.5, "500ms")]
    [InlineData("5s", 5, "5s")]
    [InlineData("1.5s", 1.5, "1500ms")]
    [InlineData("1m", 60, "1m")]
    [InlineData("90s", 90, "90s")]
    [InlineData("1m30s", 90, "90s")]
    [InlineData("1h", 3600, "1h")]
    [InlineData("7", 7, "7s")]
    public void Durations_are_read_as_Go_programs_do_and_written_again(string text, double seconds, string written)
    {
        DurationText.TryParse(text, out var duration).ShouldBeTrue();

        duration.TotalSeconds.ShouldBe(seconds);
        DurationText.Write(duration).ShouldBe(written);
        DurationText.TryParse(written, out var again).ShouldBeTrue();
        again.ShouldBe(duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("1 s")]
    [InlineData("1x")]
    [InlineData("1s2")]
    [InlineData("1.2.3s")]
    [InlineData("1e3s")]
    [InlineData("99999999999h")]
    public void Anything_else_is_none(string text) => DurationText.TryParse(text, out _).ShouldBeFalse();
}
