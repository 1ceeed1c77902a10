using System.Buffers;
using System.Globalization;

namespace Ramus.Kubernetes.Options;

/// <summary>
/// Durations as Go programs take them: 500ms, 5s, 1m30s. A bare number counts seconds, as options of version 0.1 did.
/// </summary>
public static class DurationText
{
    // "ms" stands before "m", which it begins with.
    private static readonly (string Unit, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)];

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    // Far above any limit of an option, and far below what a TimeSpan can hold.
    private const double MostSeconds = 1e9;

    /// <summary>False for anything else, also for a negative duration.</summary>
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

    /// <summary>A text with one unit that is read back as the same duration.</summary>
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
