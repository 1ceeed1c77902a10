using Ramus.Contract.Network;

namespace Ramus.Client.Try.Input;

/// <summary>What the manifests bring to the scratch node.</summary>
internal sealed record ManifestSet
{
    public IReadOnlyList<NetworkAttachmentDefinition> Networks { get; init; } = [];

    public IReadOnlyList<PodManifest> Pods { get; init; } = [];

    /// <summary>Files of the node by absolute path, from ConfigMaps that say where their keys go.</summary>
    public IReadOnlyDictionary<string, string> NodeFiles { get; init; } = new Dictionary<string, string>();

    /// <summary>What was not used, and why.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
