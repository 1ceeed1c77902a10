using System.Globalization;

namespace Ramus.Kubernetes.Logging;

/// <summary>The texts of a log entry, whatever its format.</summary>
internal static class LogEntryText
{
    /// <summary>The current time in UTC with milliseconds.</summary>
    public static string Timestamp(TimeProvider time) =>
        time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string Value(object? value) => value switch
    {
        null => "",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>Replaces control characters, so that text of users cannot imitate a log entry.</summary>
    public static string OneLine(string text) => text.Any(char.IsControl)
        ? string.Concat(text.Select(static c => char.IsControl(c) ? ' ' : c))
        : text;
}
