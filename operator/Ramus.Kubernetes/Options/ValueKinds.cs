using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;

namespace Ramus.Kubernetes.Options;

/// <summary>The kinds of values that our programs' options have.</summary>
public static class ValueKinds
{
    private static readonly LogLevel[] LogLevels =
        [LogLevel.Debug, LogLevel.Information, LogLevel.Warning, LogLevel.Error];

    /// <summary>Any text, also an empty one.</summary>
    public static ValueKind<string> Text(string helpName) => new(helpName, static text => text, static text => text);

    /// <summary>Any text but an empty one.</summary>
    public static ValueKind<string> RequiredText(string helpName) => new(
        helpName,
        static text => text.Length > 0 ? text : throw new FormatException("is empty; leave it out for the default"),
        static text => text);

    /// <summary>A TCP port.</summary>
    public static ValueKind<int> Port { get; } = Whole("PORT", "a port", 1, 65535);

    /// <summary>A TCP port; 0 stands for any free one.</summary>
    public static ValueKind<int> PortOrAny { get; } = Whole("PORT", "a port", 0, 65535);

    /// <summary>true or false; the option's name alone means true.</summary>
    public static ValueKind<bool> Flag { get; } = new(
        "BOOL",
        static text => text.ToUpperInvariant() switch
        {
            "TRUE" or "1" or "YES" => true,
            "FALSE" or "0" or "NO" => false,
            _ => throw new FormatException("is not true or false (1, 0, yes and no are read too)"),
        },
        static flag => flag ? "true" : "false")
    {
        Bare = "true",
    };

    /// <summary>The least severe messages that are logged.</summary>
    public static ValueKind<LogLevel> Level { get; } = Choice(
        "LEVEL", [.. LogLevels.Select(static level => (level.ToString(), level))]);

    /// <summary>An IP address; empty stands for all addresses.</summary>
    public static ValueKind<IPAddress?> Address { get; } = new(
        "ADDRESS",
        static text => text.Length == 0 ? null
            : IPAddress.TryParse(text, out var address) ? address
            : throw new FormatException("is not an IP address; leave it empty for all addresses"),
        static address => address?.ToString() ?? "");

    /// <summary>Texts separated by commas; blanks around them do not count.</summary>
    public static ValueKind<IReadOnlyList<string>> List(string helpName) => new(
        helpName,
        static text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        static list => string.Join(',', list));

    /// <summary>A whole number within limits.</summary>
    public static ValueKind<int> Number(int minimum, int maximum) => Whole("NUMBER", "a number", minimum, maximum);

    /// <summary>A span of time within limits; see <see cref="DurationText"/>.</summary>
    public static ValueKind<TimeSpan> Duration(TimeSpan minimum, TimeSpan maximum) => new(
        "DURATION",
        text => DurationText.TryParse(text, out var span) && span >= minimum && span <= maximum
            ? span
            : throw new FormatException(
                $"is not a duration from {DurationText.Write(minimum)} to {DurationText.Write(maximum)}, such as "
                + "500ms, 5s or 2m"),
        DurationText.Write);

    /// <summary>One of some words, in any case.</summary>
    public static ValueKind<T> Choice<T>(string helpName, IReadOnlyList<(string Word, T Value)> choices)
        where T : notnull
    {
        return new ValueKind<T>(helpName, Read, Write);

        T Read(string text)
        {
            foreach (var (word, value) in choices)
            {
                if (string.Equals(word, text, StringComparison.OrdinalIgnoreCase))
                {
                    return value;
                }
            }

            throw new FormatException($"is not one of {string.Join(", ", choices.Select(static one => one.Word))}");
        }

        string Write(T value) => choices.First(one => one.Value.Equals(value)).Word;
    }

    private static ValueKind<int> Whole(string helpName, string what, int minimum, int maximum) => new(
        helpName,
        text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= minimum && number <= maximum
                ? number
                : throw new FormatException($"is not {what} from {minimum} to {maximum}"),
        static number => number.ToString(CultureInfo.InvariantCulture));
}
