namespace Ramus.Client.Manifests;

/// <summary>One Kubernetes object of a file; the items of a List are objects of their own.</summary>
internal sealed record ManifestObject(ManifestValue Value)
{
    public string Kind => Value.At("kind")?.Text ?? "";

    public string ApiVersion => Value.At("apiVersion")?.Text ?? "";

    /// <summary>The name, or the prefix from which the API server generates it; empty without either.</summary>
    public string Name => Value.At("metadata", "name")?.Text ?? Value.At("metadata", "generateName")?.Text ?? "";

    /// <summary>The namespace in the manifest; null without one.</summary>
    public string? Namespace => Value.At("metadata", "namespace")?.Text is { Length: > 0 } own ? own : null;

    public ManifestValue? Annotations => Value.At("metadata", "annotations");

    /// <summary>The place of the name, else of the object.</summary>
    public Place Place => Value.At("metadata", "name")?.Place ?? Value.Place;

    /// <summary>The group of the API version, for example apps; empty for the core group.</summary>
    public string Group => ApiVersion.LastIndexOf('/') is >= 0 and var slash ? ApiVersion[..slash] : "";
}
