namespace Ramus.Client.Manifests;

/// <summary>A text that cannot be read as a manifest.</summary>
internal sealed class ManifestMistake(Place place, string message, Exception? inner = null)
    : Exception(message, inner)
{
    public Place Place { get; } = place;
}
