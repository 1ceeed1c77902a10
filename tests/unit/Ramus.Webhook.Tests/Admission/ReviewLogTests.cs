using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Ramus.Webhook.Admission;

namespace Ramus.Webhook.Tests.Admission;

public sealed class ReviewLogTests
{
    private readonly FakeTimeProvider time = new();
    private readonly Lines lines = new();

    [Fact]
    public void A_flood_of_refusals_is_a_few_lines_and_a_number()
    {
        var log = new ReviewLog(time, lines);
        for (var review = 0; review < 500; review++)
        {
            log.Failed(400, "the body is empty", new FormatException());
        }

        lines.Written.Count.ShouldBe(20);
        time.Advance(TimeSpan.FromSeconds(1));
        log.Failed(400, "the body is empty", new FormatException());

        lines.Written[20].ShouldStartWith("Within one second, 480 more reviews");
        lines.Written[21].ShouldBe("Answered a review with HTTP 400: the body is empty.");
    }

    [Fact]
    public void A_long_text_of_a_caller_is_cut()
    {
        new ReviewLog(time, lines).Failed(400, new string('x', 1_000_000), new FormatException());

        lines.Written.ShouldHaveSingleItem().Length.ShouldBeLessThan(2100);
    }

    private sealed class Lines : ILogger<ReviewLog>
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => Written.Add(formatter(state, exception));
    }
}
