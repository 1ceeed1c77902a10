using System.Text.Json;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Migration;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Files;

namespace Ramus.Client.Migration;

/// <summary>The files of Multus, thick or thin, in a node's CNI directories.</summary>
/// <param name="Kind">thick, thin, or null when no configuration calls Multus.</param>
/// <param name="Files">Its files and directories.</param>
/// <param name="Renamed">Default networks that Multus renamed to NAME.old; they get their names back.</param>
/// <param name="Settings">The settings in its configuration.</param>
internal sealed record MultusSetup(
    string? Kind, IReadOnlyList<string> Files, IReadOnlyList<string> Renamed,
    IReadOnlyDictionary<string, string> Settings)
{
    private const string Folder = "multus.d";

    private static readonly string[] Programs = ["multus", "multus-shim", "passthru"];

    /// <summary>Finds the files; changes nothing.</summary>
    public static MultusSetup Find(string confDir, string binDir)
    {
        var configurations = ConfFiles(confDir).Where(file => CallsMultus(file) is not null).ToList();

        // If so configured, Multus renames the default network's file. Then only Multus' own configuration remains.
        var isRenamed = configurations.Count > 0
            && ConfFiles(confDir).Except(configurations)
                .All(path => NodeLayout.IsRuntimeConfig(Path.GetFileName(path)));
        var files = configurations
            .Concat(Directory.Exists(confDir) ? Directory.EnumerateFiles(confDir, "00-multus.conf*.new") : [])
            .Append(Path.Combine(confDir, Folder))
            .Concat(Programs.Select(program => Path.Combine(binDir, program)))
            .Where(path => Path.Exists(path)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new MultusSetup(
            configurations.Select(CallsMultus).FirstOrDefault() is { } type
                ? type == "multus-shim" ? "thick" : "thin"
                : null,
            [.. files],
            isRenamed ? [.. ConfFiles(confDir, ".old").Where(path => !File.Exists(path[..^".old".Length]))] : [],
            configurations.Count > 0 && TryRead(configurations[0]) is { } config && Plugin(config) is { } plugin
                ? MultusSettings.Read(plugin) : new Dictionary<string, string>());
    }

    private static IEnumerable<string> ConfFiles(string confDir, string suffix = "") =>
        Directory.Exists(confDir)
            ? Directory.EnumerateFiles(confDir).Where(path => path.EndsWith($".conf{suffix}", StringComparison.Ordinal)
                || path.EndsWith($".conflist{suffix}", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            : [];

    private static string? CallsMultus(string path) =>
        !NodeLayout.IsRuntimeConfig(Path.GetFileName(path)) && TryRead(path) is { } element
        && Plugin(element) is { } plugin && plugin.GetText("type", path) is ("multus" or "multus-shim") and var type
            ? type
            : null;

    private static JsonElement? Plugin(JsonElement config) =>
        config.TryGetKey("plugins", out _)
            ? PluginChain.Inlined(config).FirstOrDefault() is { ValueKind: JsonValueKind.Object } first ? first : null
            : config;

    private static JsonElement? TryRead(string path)
    {
        try
        {
            return BoundedFile.TryRead(path, RuntimeConfDirectory.MaxFileBytes) is { } content
                ? GoJson.ParseObject(content, path)
                : null;
        }
        catch (ContractException)
        {
            return null;
        }
    }
}
