using System.Text.Json.Nodes;

namespace Ramus.Conformance.Harness;

/// <summary>The properties of the plugin under test.</summary>
internal sealed record Profile
{
    /// <summary>The path of the plugin.</summary>
    public required string Plugin { get; init; }

    /// <summary>
    /// A configuration that works for ADD. "@SCRATCH@" stands for the clause's directory, "@ID@" for its number.
    /// </summary>
    public required string Conf { get; init; }

    /// <summary>The plugin attaches pods to other networks: its configuration has 'delegates'.</summary>
    public required bool IsMeta { get; init; }

    /// <summary>
    /// The NetworkAttachmentDefinitions can be given to the plugin as files: its configuration has 'ramusDir'.
    /// </summary>
    public required bool TakesRenderedNetworks { get; init; }

    /// <summary>The plugin allocates addresses for other plugins.</summary>
    public required bool IsIpam { get; init; }

    /// <summary>The plugin calls an IPAM plugin.</summary>
    public required bool AsksIpam { get; init; }

    /// <summary>The CNI versions that the plugin supports.</summary>
    public IReadOnlyList<string> Versions { get; init; } = [];

    /// <summary>The plugin calls a delegate that the double can replace.</summary>
    public bool Delegates => IsMeta || AsksIpam;

    public bool Supports(string version) => Versions.Contains(version);

    /// <summary>
    /// The profile of a plugin with this configuration; without one, the known profile for the plugin's name.
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
