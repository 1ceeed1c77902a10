using Ramus.Contract.Cni;
using Ramus.Contract.Selection;
using Ramus.Validation.Json;

namespace Ramus.Validation.Views;

/// <summary>A network with its configuration, as the rules look at it.</summary>
internal sealed class NetworkView
{
    public required NetworkObject Network { get; init; }

    public required ValidationContext Context { get; init; }

    /// <summary>The whole configuration; an object.</summary>
    public required JsonView Json { get; init; }

    /// <summary>Whether it has <c>plugins</c>.</summary>
    public required bool IsList { get; init; }

    /// <summary>The version that is used; the oldest when none is there, null when it cannot be read.</summary>
    public required string? CniVersion { get; init; }

    /// <summary>The plugins whose type could be read, in order.</summary>
    public IReadOnlyList<PluginView> Plugins { get; set; } = [];

    public NetworkKey Key => new(Network.Namespace, Network.Name);

    /// <summary>The name under which plugins keep what they book.</summary>
    public string ConfigName => Json.TryText("name", out var name) && name.Length > 0 ? name : Network.Name;

    public string? ResourceName =>
        Network.Annotations.TryGetValue(Annotations.ResourceName, out var name) && name.Length > 0 ? name : null;

    /// <summary>False also when the version cannot be read: another rule says that.</summary>
    public bool IsBelow(string version) => CniVersion is { } own && !CniVersions.AtLeast(own, version);
}
