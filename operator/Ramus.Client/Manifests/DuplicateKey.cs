namespace Ramus.Client.Manifests;

/// <summary>A key that is in its mapping a second time. The later value counts.</summary>
internal sealed record DuplicateKey(string Key, Place Place, Place First);
