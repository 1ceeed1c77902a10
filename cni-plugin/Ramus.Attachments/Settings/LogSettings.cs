using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;

namespace Ramus.Attachments.Settings;

/// <summary>The plugin's log; without 'logFile' there is none.</summary>
/// <param name="File">'logFile'; null for no log. A relative path counts as none.</param>
/// <param name="Level">'logLevel'; the default is error.</param>
/// <param name="MaxBytes">
/// 'logOptions.maxSize' (megabytes): a file of this size is renamed to <c>&lt;file&gt;.1</c>.
/// </param>
public sealed record LogSettings(string? File, LogLevel Level, long MaxBytes)
{
    private const long DefaultMegabytes = 100;

    /// <summary>Every configuration key that this class reads.</summary>
    public static IReadOnlyList<string> Keys { get; } =
        [PluginKeys.LogFile, PluginKeys.LogLevel, $"{PluginKeys.LogOptions}.{PluginKeys.LogMaxSize}"];

    /// <summary>Reads Multus' log keys. An unknown level counts as error.</summary>
    /// <exception cref="ContractException">A key has a wrong type.</exception>
    public static LogSettings Read(JsonElement config, string what)
    {
        var file = config.GetText(PluginKeys.LogFile, what);
        var megabytes = config.TryGetKey(PluginKeys.LogOptions, out var options)
            && options.ValueKind == JsonValueKind.Object
            ? options.GetInteger(PluginKeys.LogMaxSize, PluginKeys.LogOptions) ?? DefaultMegabytes
            : DefaultMegabytes;
        return new LogSettings(
            file is ['/', ..] && !file.Contains('\0') ? file : null,
            config.GetText(PluginKeys.LogLevel, what)?.ToLowerInvariant() switch
            {
                "panic" => LogLevel.Panic,
                "verbose" => LogLevel.Verbose,
                "debug" => LogLevel.Debug,
                _ => LogLevel.Error,
            },
            Math.Clamp(megabytes, 1, 10_000) << 20);
    }
}
