namespace Ramus.Chart.Tests.Release;

/// <summary>A release, built twice in different environments.</summary>
public sealed class BuiltRelease : IDisposable
{
    /// <summary>The registry in the release's chart.</summary>
    public const string Registry = "registry.example/ramus";

    private readonly StandInRelease release = new(Registry);

    public BuiltRelease()
    {
        if (AreImagesBuilt)
        {
            release.Build("first");
            release.Build("second", "umask 077; export LANG=de_DE.UTF-8 TZ=Asia/Tokyo");
        }
    }

    public static bool AreImagesBuilt => StandInRelease.AreImagesBuilt;

    public string First => release.Folder("first");

    public string Second => release.Folder("second");

    public void Dispose() => release.Dispose();
}
