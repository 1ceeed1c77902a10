using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Time.Testing;
using Ramus.Kubernetes.Logging;

namespace Ramus.Kubernetes.Tests.Logging;

public sealed class LogLineTests
{
    private static readonly TimeProvider Time = TimeProvider.System;

    [Fact]
    public void A_JSON_line_has_the_sentence_once_and_readable()
    {
        var line = Write(new JsonLine(Time, new RepeatedLines(Time)), "network 'x' isn't \"valid\": ä\n");

        line.ShouldEndWith("}\n");
        line.TrimEnd('\n').ShouldNotContain('\n');
        line.ShouldContain("network 'x' isn't \\\"valid\\\": ä\\n");
        line.Split("Refused").Length.ShouldBe(2);
        line.ShouldNotContain("OriginalFormat");
        var json = JsonDocument.Parse(line).RootElement;
        json.GetProperty("EventId").GetInt32().ShouldBe(7);
        json.GetProperty("LogLevel").GetString().ShouldBe("Warning");
        json.GetProperty("Category").GetString().ShouldBe("Ramus.Tests");
        json.GetProperty("State").GetProperty("Count").GetInt32().ShouldBe(3);
        json.GetProperty("Exception").GetString()!.ShouldContain("boom");
        DateTimeOffset.Parse(json.GetProperty("Timestamp").GetString()!, null).Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void A_line_of_text_has_time_severity_and_sentence_and_no_control_characters()
    {
        var lines = Write(new TextLine(Time, new RepeatedLines(Time)), "a\nb\u001b[31m").Split('\n');

        lines[0][24..].ShouldBe(" WARN  Refused 3: a b [31m");
        lines[1].ShouldStartWith("    System.InvalidOperationException: boom");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_line_is_not_repeated_within_a_second_and_is_counted(bool isJson)
    {
        var time = new FakeTimeProvider();
        var repeated = new RepeatedLines(time);
        ConsoleFormatter formatter = isJson ? new JsonLine(time, repeated) : new TextLine(time, repeated);

        Write(formatter, "no answer").ShouldContain("Refused 3: no answer");
        Write(formatter, "no answer").ShouldBeEmpty();
        Write(formatter, "another").ShouldContain("Refused 3: another");
        time.Advance(TimeSpan.FromMilliseconds(999));
        Write(formatter, "no answer").ShouldBeEmpty();
        time.Advance(TimeSpan.FromMilliseconds(1));
        Write(formatter, "no answer").ShouldContain("no answer (2 more times since it was last logged)");
        time.Advance(TimeSpan.FromSeconds(1));
        Write(formatter, "no answer").ShouldNotContain("more times");
    }

    [Fact]
    public void Any_number_of_different_lines_is_written_and_remembered_in_bounded_memory()
    {
        var time = new FakeTimeProvider();
        var formatter = new TextLine(time, new RepeatedLines(time));

        for (var index = 0; index < 1000; index++)
        {
            Write(formatter, $"{index}").ShouldContain($"Refused 3: {index}");
        }

        Write(formatter, "0").ShouldBeEmpty();
        time.Advance(TimeSpan.FromSeconds(1));
        Write(formatter, "new").ShouldNotBeEmpty();
        Write(formatter, "new").ShouldBeEmpty();
    }

    private static string Write(ConsoleFormatter formatter, string reason)
    {
        using var output = new StringWriter { NewLine = "\n" };
        KeyValuePair<string, object?>[] state =
            [new("Count", 3), new("Reason", reason), new("{OriginalFormat}", "Refused {Count}: {Reason}")];
        formatter.Write(
            new LogEntry<IReadOnlyList<KeyValuePair<string, object?>>>(
                LogLevel.Warning, "Ramus.Tests", new EventId(7), state, new InvalidOperationException("boom"),
                (_, _) => $"Refused 3: {reason}"),
            null, output);
        return output.ToString();
    }
}
