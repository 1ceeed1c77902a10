namespace Ramus.Client.Manifests;

/// <summary>The documents of a file, without empty ones.</summary>
/// <param name="Roots">The documents.</param>
/// <param name="Duplicates">The keys that are in their mapping twice.</param>
/// <param name="Tags">The tags of keys and values, such as <c>!!binary</c>.</param>
internal sealed record ManifestDocuments(
    IReadOnlyList<ManifestValue> Roots, IReadOnlyList<DuplicateKey> Duplicates, IReadOnlyList<ManifestTag> Tags);
