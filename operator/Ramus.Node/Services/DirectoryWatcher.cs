namespace Ramus.Node.Services;

/// <summary>
/// Calls back when a name in a directory appears, changes or goes. A hint only: the owner also looks by itself
/// from time to time, and calls <see cref="Ensure"/> then, because a watched directory may be made later or anew.
/// </summary>
internal sealed class DirectoryWatcher(string directory, Action<string?> changed) : IDisposable
{
    private FileSystemWatcher? watcher;
    private DateTime watchedSince;

    /// <summary>Starts to watch, or starts again when the directory was replaced.</summary>
    public void Ensure()
    {
        var created = Directory.Exists(directory) ? Directory.GetCreationTimeUtc(directory) : default;
        if (watcher is not null && created == watchedSince)
        {
            return;
        }

        Dispose();
        if (created == default)
        {
            return;
        }

        var fresh = new FileSystemWatcher(directory)
        {
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite,
        };
        fresh.Created += (_, change) => changed(change.Name);
        fresh.Changed += (_, change) => changed(change.Name);
        fresh.Deleted += (_, change) => changed(change.Name);
        fresh.Renamed += (_, change) => changed(change.Name);
        fresh.Error += OnError;
        fresh.EnableRaisingEvents = true;
        (watcher, watchedSince) = (fresh, created);

        // What changed between the owner's last look and now was not watched.
        changed(null);
    }

    public void Dispose()
    {
        watcher?.Dispose();
        watcher = null;
    }

    private void OnError(object sender, ErrorEventArgs error)
    {
        // Lost events, or the watch itself: the owner's next look makes a new one.
        watchedSince = default;
        changed(null);
    }
}
