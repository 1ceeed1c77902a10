using System.Text.Json.Nodes;

namespace Ramus.Conformance.Harness;

/// <summary>What the suite knows of the plugin that it drives.</summary>
internal sealed record Profile
{
    /// <summary>Path of the plugin.</summary>
    public required string Plugin { get; init; }

    /// <summary>
    /// A configuration that it can ADD with. "@SCRATCH@" stands for a directory, "@ID@" for a number of the
    /// clause's own.
    /// </summary>
    public required string Conf { get; init; }

    /// <summary>It runs other networks for a pod: its configuration has 'delegates'.</summary>
    public required bool IsMeta { get; init; }

    /// <summary>
    /// The NetworkAttachmentDefinitions of its pods can be given as files: its configuration has
    /// 'ramusDir'.
    /// </summary>
    public required bool TakesRenderedNetworks { get; init; }

    /// <summary>It hands out addresses for others.</summary>
    public required bool IsIpam { get; init; }

    /// <summary>It asks an IPAM plugin.</summary>
    public required bool AsksIpam { get; init; }

    /// <summary>CNI versions that it says it supports.</summary>
    public IReadOnlyList<string> Versions { get; init; } = [];

    /// <summary>It delegates to something that the double can stand in for.</summary>
    public bool Delegates => IsMeta || AsksIpam;

    public bool Supports(string version) => Versions.Contains(version);

    /// <summary>
    /// The profile of a plugin with this configuration; without one, what is known of plugins of its
    /// name.
    /// </summary>
    public static Profile Of(string plugin, string? conf)
    {
        var type = Path.GetFileName(plugin);
        var text = conf ?? WellKnown.Configuration(type);
        var keys = JsonNode.Parse(text)!.AsObject();
        return new Profile
        {
            Plugin = Path.GetFullPath(plugin),
            Conf = text,
            IsMeta = keys.ContainsKey("delegates"),
            TakesRenderedNetworks = keys.ContainsKey("ramusDir"),
            IsIpam = keys["ipam"] is JsonObject own && (string?)own["type"] == type,
            AsksIpam = keys["ipam"] is JsonObject ipam && (string?)ipam["type"] != type,
        };
    }
}
