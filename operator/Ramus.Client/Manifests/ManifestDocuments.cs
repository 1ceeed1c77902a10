namespace Ramus.Client.Manifests;

/// <summary>The documents of a file, without empty ones.</summary>
/// <param name="Roots">The documents.</param>
/// <param name="Duplicates">The keys that are in their mapping twice.</param>
internal sealed record ManifestDocuments(
    IReadOnlyList<ManifestValue> Roots, IReadOnlyList<DuplicateKey> Duplicates);
