using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Attachers.Pods;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Attachers.Chained.Tuning;

/// <summary>The configuration of the plugin <c>tuning</c>. Null, and an MTU of 0, change nothing.</summary>
internal sealed record TuningConfig
{
    private const string What = PluginRequest.What;
    private const string AllowList = "/etc/cni/tuning/allowlist.conf";

    private static readonly string[] Keys =
        ["sysctl", "mac", "promisc", "mtu", "txQLen", "allmulti", "dataDir"];

    /// <summary>Paths below <c>/proc/sys</c> with their values.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>The hardware address as it was written.</summary>
    public string? MacText { get; init; }

    public ReadOnlyMemory<byte>? Mac => RequestedMac.Parse(MacText);

    public bool IsPromiscuous { get; init; }

    /// <summary>In bytes.</summary>
    public int Mtu { get; init; }

    public bool? IsAllMulticast { get; init; }

    /// <summary>In packets.</summary>
    public int? TransmitQueueLength { get; init; }

    /// <summary>The configuration changes a setting that DEL restores.</summary>
    public bool ChangesInterface => MacText is not null || IsPromiscuous || Mtu != 0 || IsAllMulticast is not null
        || TransmitQueueLength is not null;

    /// <summary>The first key or value that only the program knows; null for none.</summary>
    public static string? WhyUnknown(JsonElement config)
    {
        if (KnownKeys.FindUnknown(config, Keys) is { } unknown)
        {
            return unknown;
        }

        // The list contains regular expressions of Go.
        var isSettingAny = config.TryGetKey("sysctl", out _) || config.TryGetKey("args", out _);
        return isSettingAny && File.Exists(AllowList) ? $"the list {AllowList}"
            : config.GetText("dataDir", What) is { Length: > 0 } directory
                && (directory[0] != '/' || directory.Any(char.IsControl))
                ? $"the relative path '{Quote.Short(directory)}' in 'dataDir'"
                : null;
    }

    /// <summary>
    /// Reads the configuration. Arguments in <c>args.cni</c> win; the MAC of runtimeConfig wins over that of CNI_ARGS.
    /// </summary>
    /// <exception cref="CniException">A value is invalid.</exception>
    /// <exception cref="ContractException">A value has the wrong type.</exception>
    public static TuningConfig Read(PluginRequest request)
    {
        var config = request.Config;
        var arguments = CniArguments.Read(request.Args, RequestedMac.Argument);
        var own = config.TryGetObject("args", What, out var args) && args.TryGetObject("cni", What, out var cni)
            ? cni
            : default;
        var mac = own.TryGetKey("mac", out _)
            ? own.GetText("mac", What)
            : RequestedMac.Text(request.RuntimeArgument("mac"), "mac")
                ?? arguments.GetValueOrDefault(RequestedMac.Argument)
                ?? config.GetText("mac", What);
        return new TuningConfig
        {
            Settings = ReadSettings(request.IfName, config, own),
            MacText = string.IsNullOrEmpty(mac) ? null : mac,
            IsPromiscuous = own.GetFlag("promisc", What, config.GetFlag("promisc", What)),
            Mtu = (int)ReadNumber("mtu", own.GetInteger("mtu", What) ?? config.GetInteger("mtu", What) ?? 0),
            IsAllMulticast = ReadFlag(own, config, "allmulti"),
            TransmitQueueLength = (own.GetInteger("txQLen", What) ?? config.GetInteger("txQLen", What)) is { } length
                ? (int)ReadNumber("txQLen", length)
                : null,
        };
    }

    private static Dictionary<string, string> ReadSettings(string ifName, params ReadOnlySpan<JsonElement> sources)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var source in sources)
        {
            if (!source.TryGetObject("sysctl", What, out var given))
            {
                continue;
            }

            foreach (var setting in given.EnumerateObject())
            {
                settings[PathOf(setting.Name, ifName)] = setting.Value.ValueKind == JsonValueKind.String
                    ? setting.Value.GetString()!
                    : throw GoJson.WrongType(setting.Name, $"sysctl of {What}", "a string", setting.Value);
            }
        }

        return settings;
    }

    // Dots in the key separate, dots in the interface's name do not.
    private static string PathOf(string key, string ifName)
    {
        var parts = key.Replace('.', '/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        var path = string.Join('/', parts);
        var place = path.IndexOf("IFNAME", StringComparison.Ordinal);
        path = place < 0 ? path : $"{path[..place]}{ifName}{path[(place + "IFNAME".Length)..]}";
        return path.StartsWith("net/", StringComparison.Ordinal) && !path.Contains('\0')
            ? path
            : throw PluginFailure.Of($"invalid net sysctl key: \"{Quote.Short(key)}\"");
    }

    private static bool? ReadFlag(JsonElement first, JsonElement second, string key) =>
        first.TryGetKey(key, out _) ? first.GetFlag(key, What)
            : second.TryGetKey(key, out _) ? second.GetFlag(key, What)
            : null;

    private static long ReadNumber(string key, long number) => number is >= 0 and <= int.MaxValue
        ? number
        : throw PluginFailure.Of($"invalid {key}: {number}");
}
