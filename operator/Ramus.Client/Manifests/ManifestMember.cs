namespace Ramus.Client.Manifests;

/// <summary>A key of a mapping with its value.</summary>
internal sealed record ManifestMember(string Key, Place Place, ManifestValue Value);
