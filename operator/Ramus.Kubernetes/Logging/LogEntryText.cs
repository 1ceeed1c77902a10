using System.Globalization;

namespace Ramus.Kubernetes.Logging;

/// <summary>The texts of a log entry, whatever its format.</summary>
internal static class LogEntryText
{
    /// <summary>Now, in UTC and milliseconds.</summary>
    public static string Timestamp(TimeProvider time) =>
        time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string Value(object? value) => value switch
    {
        null => "",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>Without control characters: texts of strangers must not look like entries of their own.</summary>
    public static string OneLine(string text) => text.Any(char.IsControl)
        ? string.Concat(text.Select(static c => char.IsControl(c) ? ' ' : c))
        : text;
}
