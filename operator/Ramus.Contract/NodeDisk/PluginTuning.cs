using Ramus.Contract.Json;

namespace Ramus.Contract.NodeDisk;

/// <summary>
/// The plugin's limits and its log, which an administrator may set; null and missing values leave the plugin's own
/// defaults. The agent only passes them on.
/// </summary>
public sealed record PluginTuning
{
    /// <summary>The number of pods that are attached at once on the node; 0 for any number.</summary>
    public int? ConcurrentAdds { get; init; }

    /// <summary>The timeouts by the names of the operations, in seconds.</summary>
    public IReadOnlyDictionary<string, int> Timeouts { get; init; } = new Dictionary<string, int>();

    /// <summary>The log file, an absolute path of the host; null for no log.</summary>
    public string? LogFile { get; init; }

    /// <summary>The log level, with Multus' names.</summary>
    public string? LogLevel { get; init; }

    /// <summary>The size at which the log file is renamed, in megabytes.</summary>
    public int? LogMegabytes { get; init; }

    /// <summary>Writes the keys into the plugin's object.</summary>
    internal void WriteTo(JsonText json)
    {
        if (ConcurrentAdds is { } most)
        {
            json.Key(PluginKeys.ConcurrentAdds).Number(most);
        }

        if (Timeouts.Count > 0)
        {
            json.Key(PluginKeys.Timeouts).StartObject();
            foreach (var (operation, seconds) in Timeouts.OrderBy(static one => one.Key, StringComparer.Ordinal))
            {
                json.Key(operation).Number(seconds);
            }

            json.EndObject();
        }

        if (LogFile is { } file)
        {
            WriteLog(json.Key(PluginKeys.LogFile).Text(file));
        }
    }

    private void WriteLog(JsonText json)
    {
        if (LogLevel is { } level)
        {
            json.Key(PluginKeys.LogLevel).Text(level);
        }

        if (LogMegabytes is { } megabytes)
        {
            json.Key(PluginKeys.LogOptions).StartObject()
                .Key(PluginKeys.LogMaxSize).Number(megabytes).EndObject();
        }
    }
}
