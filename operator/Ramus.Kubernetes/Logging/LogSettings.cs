using Microsoft.Extensions.Logging;
using Ramus.Kubernetes.Options;

namespace Ramus.Kubernetes.Logging;

/// <summary>The log settings of a program.</summary>
public sealed record LogSettings
{
    private static readonly ProgramOption<LogLevel> LevelOption = new(
        "--log-level", "Log messages of this level and above: Debug, Information, Warning or Error.", ValueKinds.Level,
        LogLevel.Information);

    private static readonly ProgramOption<LogFormat> FormatOption = new(
        "--log-format", "Format of the log: json or text.",
        ValueKinds.Choice("FORMAT", [("json", LogFormat.Json), ("text", LogFormat.Text)]), LogFormat.Json);

    private static readonly ProgramOption<string> LevelFileOption = new(
        "--log-level-file", "While this file exists, its content is the log level; read again when it changes.",
        ValueKinds.Text("FILE"), "/etc/ramus/policy/log-level");

    /// <summary>The options that every program has.</summary>
    public static IReadOnlyList<ProgramOption> Options { get; } = [LevelOption, FormatOption, LevelFileOption];

    /// <summary>The lowest level that is written.</summary>
    public LogLevel Level { get; init; } = LogLevel.Information;

    /// <summary>The format of log entries.</summary>
    public LogFormat Format { get; init; }

    /// <summary>A file whose content replaces <see cref="Level"/> while it exists; null for none.</summary>
    public string? LevelFile { get; init; }

    public static LogSettings Read(OptionValues values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new LogSettings
        {
            Level = values.Get(LevelOption),
            Format = values.Get(FormatOption),
            LevelFile = values.GetOrNull(LevelFileOption),
        };
    }
}
