using System.Buffers;
using System.Globalization;

namespace Ramus.Kubernetes.Options;

/// <summary>
/// Durations in Go's format: 500ms, 5s, 1m30s. A number without a unit is in seconds, as in version 0.1.
/// </summary>
public static class DurationText
{
    // "ms" must come before its prefix "m".
    private static readonly (string Unit, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)];

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    // Far above the limits of all options, and far below TimeSpan.MaxValue.
    private const double MostSeconds = 1e9;

    /// <summary>Reads a duration; false for other text and for negative durations.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(text);
        duration = default;
        var rest = text.AsSpan();
        var seconds = 0.0;
        do
        {
            var digits = rest[..NumberLength(rest)];
            rest = rest[digits.Length..];
            if (!double.TryParse(
                digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                || UnitOf(rest, isAlone: digits.Length == text.Length) is not { } unit)
            {
                return false;
            }

            rest = rest[unit.Length..];
            seconds += number * unit.Seconds;
        }
        while (rest.Length > 0 && seconds <= MostSeconds);

        duration = TimeSpan.FromSeconds(Math.Min(seconds, MostSeconds));
        return seconds <= MostSeconds;
    }

    /// <summary>Writes a duration with one unit, so that reading it returns the same duration.</summary>
    public static string Write(TimeSpan duration)
    {
        var (unit, seconds) = Units.LastOrDefault(
            unit => duration > TimeSpan.Zero && duration.Ticks % TimeSpan.FromSeconds(unit.Seconds).Ticks == 0,
            ("s", 1));
        return string.Create(CultureInfo.InvariantCulture, $"{duration / TimeSpan.FromSeconds(seconds)}{unit}");
    }

    private static int NumberLength(ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAnyExcept(Digits);
        return length < 0 ? text.Length : length;
    }

    private static (int Length, double Seconds)? UnitOf(ReadOnlySpan<char> text, bool isAlone)
    {
        if (isAlone)
        {
            return (0, 1);
        }

        foreach (var (unit, seconds) in Units)
        {
            if (text.StartsWith(unit, StringComparison.Ordinal))
            {
                return (unit.Length, seconds);
            }
        }

        return null;
    }
}
