using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;

namespace Ramus.Kubernetes.Options;

/// <summary>The kinds of option values in our programs.</summary>
public static class ValueKinds
{
    private const int FirstPort = 1024;
    private const int LastPort = 65535;

    private static readonly LogLevel[] LogLevels =
        [LogLevel.Debug, LogLevel.Information, LogLevel.Warning, LogLevel.Error];

    /// <summary>Any text, including empty text.</summary>
    public static ValueKind<string> Text(string helpName) => new(helpName, static text => text, static text => text);

    /// <summary>Any text that is not empty.</summary>
    public static ValueKind<string> RequiredText(string helpName) => new(
        helpName,
        static text => text.Length > 0 ? text : throw new FormatException("is empty; remove the option to use the "
            + "default"),
        static text => text);

    /// <summary>A TCP port on which a program without capabilities can listen.</summary>
    public static ValueKind<int> Port { get; } = new("PORT", ReadPort, WriteNumber);

    /// <summary>Like <see cref="Port"/>; 0 means any free port.</summary>
    public static ValueKind<int> PortOrAny { get; } = Port with
    {
        Read = static text => text == "0" ? 0 : ReadPort(text),
    };

    /// <summary>true or false; the option's name alone means true.</summary>
    public static ValueKind<bool> Flag { get; } = new(
        "BOOL",
        static text => text.ToUpperInvariant() switch
        {
            "TRUE" or "1" or "YES" => true,
            "FALSE" or "0" or "NO" => false,
            _ => throw new FormatException("is not true or false (1, 0, yes and no are accepted too)"),
        },
        static flag => flag ? "true" : "false")
    {
        Bare = "true",
    };

    /// <summary>A log level.</summary>
    public static ValueKind<LogLevel> Level { get; } = Choice(
        "LEVEL", [.. LogLevels.Select(static level => (level.ToString(), level))]);

    /// <summary>An IP address; empty means all addresses.</summary>
    public static ValueKind<IPAddress?> Address { get; } = new(
        "ADDRESS",
        static text => text.Length == 0 ? null
            : IPAddress.TryParse(text, out var address) ? address
            : throw new FormatException("is not an IP address; leave it empty for all addresses"),
        static address => address?.ToString() ?? "");

    /// <summary>Texts separated by commas; spaces around them are ignored.</summary>
    public static ValueKind<IReadOnlyList<string>> List(string helpName) => new(
        helpName,
        static text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        static list => string.Join(',', list));

    /// <summary>A whole number within limits.</summary>
    public static ValueKind<int> Number(int minimum, int maximum) => new(
        "NUMBER",
        text => TryReadNumber(text, out var number) && number >= minimum && number <= maximum
            ? number
            : throw new FormatException($"is not a number from {minimum} to {maximum}"),
        WriteNumber);

    /// <summary>A duration within limits; see <see cref="DurationText"/>.</summary>
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
        return new ValueKind<T>(helpName, Read, Write) { Words = [.. choices.Select(static one => one.Word)] };

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

    private static int ReadPort(string text) =>
        !TryReadNumber(text, out var port) || port is < 1 or > LastPort
            ? throw new FormatException($"is not a port from {FirstPort} to {LastPort}")
            : port >= FirstPort
                ? port
                : throw new FormatException(
                    "is a port that needs the capability NET_BIND_SERVICE, and this program runs without it; choose a "
                    + $"port from {FirstPort} to {LastPort}");

    private static bool TryReadNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    private static string WriteNumber(int number) => number.ToString(CultureInfo.InvariantCulture);
}
