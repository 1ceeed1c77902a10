using System.Globalization;
using Ramus.Attachments.Settings;
using Ramus.Contract.NodeDisk;
using Ramus.Kubernetes.Options;

namespace Ramus.Node.Hosting;

/// <summary>The options that the agent passes on to the plugin: its limits and its log.</summary>
internal static class PluginOptions
{
    private const string Auto = "auto";
    private const int MostAdds = 10_000;
    private const int MostMegabytes = 10_000;

    /// <summary>An absolute path, or nothing.</summary>
    public static ValueKind<string> AbsolutePath { get; } = new(
        "HOSTPATH",
        static text => text.Length == 0 || text[0] == '/'
            ? text
            : throw new FormatException("is not an absolute path; begin it with a slash"),
        static path => path);

    private static readonly ProgramOption<int?> ConcurrentAdds = new(
        "--concurrent-adds",
        "The number of pods that the plugin attaches at once; 0: any number; auto: four times the CPUs, at least 8.",
        new ValueKind<int?>("COUNT", ReadAdds, static most => most?.ToString(CultureInfo.InvariantCulture) ?? Auto),
        null);

    private static readonly ProgramOption<IReadOnlyDictionary<string, int>> Timeouts = new(
        "--plugin-timeouts",
        "The plugin's timeouts in seconds by operation, for example add=170,delete=50. Operations: "
        + $"{string.Join(", ", Budget.Names)}.",
        new ValueKind<IReadOnlyDictionary<string, int>>("TIMEOUTS", ReadTimeouts, WriteTimeouts),
        new Dictionary<string, int>());

    private static readonly ProgramOption<string> LogFile = new(
        "--plugin-log-file", "The plugin's log file, as the container runtime sees it. Empty: no log.",
        AbsolutePath, "");

    private static readonly ProgramOption<string> LogLevel = new(
        "--plugin-log-level", "The level of the plugin's log: panic, error, verbose or debug.",
        ValueKinds.Choice(
            "PLUGINLEVEL",
            [("error", "error"), ("panic", "panic"), ("verbose", "verbose"), ("debug", "debug")]),
        "error");

    private static readonly ProgramOption<int> LogMegabytes = new(
        "--plugin-log-max-size", "The size in megabytes at which the plugin's log file is renamed to FILE.1.",
        ValueKinds.Number(1, MostMegabytes), 100);

    /// <summary>All of these options.</summary>
    public static IReadOnlyList<ProgramOption> All => [ConcurrentAdds, Timeouts, LogFile, LogLevel, LogMegabytes];

    public static PluginTuning Read(OptionValues values) => new()
    {
        ConcurrentAdds = values.Get(ConcurrentAdds),
        Timeouts = values.Get(Timeouts),
        LogFile = values.GetOrNull(LogFile),
        LogLevel = values.GetOrNull(LogFile) is null ? null : values.Get(LogLevel),
        LogMegabytes = values.GetOrNull(LogFile) is null ? null : values.Get(LogMegabytes),
    };

    private static int? ReadAdds(string text) =>
        text == Auto ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most <= MostAdds ? most
        : throw new FormatException($"is not {Auto} or a number from 0 to {MostAdds}");

    private static Dictionary<string, int> ReadTimeouts(string text)
    {
        var timeouts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in text.Length == 0 ? [] : text.Split(',', StringSplitOptions.TrimEntries))
        {
            var (operation, seconds) = entry.Split('=') is [var name, var value] ? (name, value) : (entry, "");
            if (!Budget.Names.Contains(operation))
            {
                throw new FormatException(
                    $"has no operation before '=' in '{entry}'; write entries like add=170, with one of "
                    + string.Join(", ", Budget.Names));
            }

            timeouts[operation] =
                int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number is >= 1 and <= Budget.MaxSeconds
                    ? number
                    : throw new FormatException(
                        $"has no number of seconds from 1 to {Budget.MaxSeconds} for '{operation}'");
        }

        return timeouts;
    }

    private static string WriteTimeouts(IReadOnlyDictionary<string, int> timeouts) => string.Join(
        ',', timeouts.Select(static one => string.Create(CultureInfo.InvariantCulture, $"{one.Key}={one.Value}")));
}
