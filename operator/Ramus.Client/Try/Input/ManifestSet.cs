using Ramus.Contract.Network;

namespace Ramus.Client.Try.Input;

/// <summary>The content of the manifests.</summary>
internal sealed record ManifestSet
{
    public IReadOnlyList<NetworkAttachmentDefinition> Networks { get; init; } = [];

    public IReadOnlyList<PodManifest> Pods { get; init; } = [];

    /// <summary>Files of the node by absolute path, from ConfigMaps with the annotation for node files.</summary>
    public IReadOnlyDictionary<string, string> NodeFiles { get; init; } = new Dictionary<string, string>();

    /// <summary>The mistakes that prevent no attachment by themselves, a sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The objects that were ignored intentionally, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
