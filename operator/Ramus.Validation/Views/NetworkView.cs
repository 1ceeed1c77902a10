using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Selection;
using Ramus.Validation.Json;

namespace Ramus.Validation.Views;

/// <summary>A network with its configuration, as input for the rules.</summary>
internal sealed class NetworkView
{
    public required NetworkObject Network { get; init; }

    public required ValidationContext Context { get; init; }

    /// <summary>The whole configuration, which is an object.</summary>
    public required JsonView Json { get; init; }

    /// <summary>Whether the configuration has <c>plugins</c>.</summary>
    public required bool IsList { get; init; }

    /// <summary>
    /// The CNI version in use: the oldest for a single plugin without the key; null when it cannot be read, and for a
    /// list without the key, which runs with the version of Ramus' own configuration.
    /// </summary>
    public string? CniVersion { get; set; }

    /// <summary>Whether neither <c>cniVersion</c> nor <c>cniVersions</c> names a version.</summary>
    public bool LacksVersion => !Json.Has("cniVersions")
        && (!Json.TryGet("cniVersion", out var own)
            || (own.Element.ValueKind == JsonValueKind.String && own.Element.ValueEquals("")));

    /// <summary>The plugins whose type could be read, in order.</summary>
    public IReadOnlyList<PluginView> Plugins { get; set; } = [];

    public NetworkKey Key => new(Network.Namespace, Network.Name);

    /// <summary>The name by which IPAM plugins store allocated addresses.</summary>
    public string ConfigName => Json.TryText("name", out var name) && name.Length > 0 ? name : Network.Name;

    public string? ResourceName =>
        Network.Annotations.TryGetValue(Annotations.ResourceName, out var name) && name.Length > 0 ? name : null;

    /// <summary>
    /// Whether the version is lower. False for an unknown version; another rule reports one that cannot be read.
    /// </summary>
    public bool IsBelow(string version) => CniVersion is { } own && !CniVersions.AtLeast(own, version);
}
