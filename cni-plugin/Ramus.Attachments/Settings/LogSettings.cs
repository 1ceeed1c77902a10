using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Attachments.Settings;

/// <summary>Where the plugin logs: nowhere unless 'logFile' names a file.</summary>
/// <param name="File">'logFile'; null for no log. What is no absolute path is taken for none.</param>
/// <param name="Level">'logLevel'; errors if it is not given.</param>
/// <param name="MaxBytes">'logOptions.maxSize' (megabytes): at this size the file becomes
/// <c>&lt;file&gt;.1</c>.</param>
public sealed record LogSettings(string? File, LogLevel Level, long MaxBytes)
{
    private const long DefaultMegabytes = 100;

    private const string FileKey = "logFile", LevelKey = "logLevel", Options = "logOptions", MaxSize = "maxSize";

    /// <summary>Every key that is read below.</summary>
    public static IReadOnlyList<string> Keys { get; } = [FileKey, LevelKey, $"{Options}.{MaxSize}"];

    /// <summary>Reads the keys that Multus has for this. A level that is none is taken for errors.</summary>
    /// <exception cref="ContractException">A key has a wrong type.</exception>
    public static LogSettings Read(JsonElement config, string what)
    {
        var file = config.GetText(FileKey, what);
        var megabytes = config.TryGetKey(Options, out var options) && options.ValueKind == JsonValueKind.Object
            ? options.GetInteger(MaxSize, Options) ?? DefaultMegabytes
            : DefaultMegabytes;
        return new LogSettings(
            file is ['/', ..] && !file.Contains('\0') ? file : null,
            config.GetText(LevelKey, what)?.ToLowerInvariant() switch
            {
                "panic" => LogLevel.Panic,
                "verbose" => LogLevel.Verbose,
                "debug" => LogLevel.Debug,
                _ => LogLevel.Error,
            },
            Math.Clamp(megabytes, 1, 10_000) << 20);
    }
}
