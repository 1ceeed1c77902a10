namespace Ramus.Client.Manifests;

/// <summary>A tag, which changes what some readers take for the key or value behind it.</summary>
internal sealed record ManifestTag(string Name, Place Place);
