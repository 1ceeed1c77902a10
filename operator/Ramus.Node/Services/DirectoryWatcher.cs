namespace Ramus.Node.Services;

/// <summary>
/// Calls back when a file in a directory is created, changed or deleted. The callback is only a hint: the owner must
/// also check the directory periodically, and call <see cref="Ensure"/> then, because the directory may be created
/// later or be recreated.
/// </summary>
internal sealed class DirectoryWatcher(string directory, Action<string?> changed) : IDisposable
{
    private FileSystemWatcher? watcher;
    private DateTime watchedSince;

    /// <summary>Starts the watch, or restarts it when the directory was replaced.</summary>
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

        // Changes between the owner's last check and now were not watched.
        changed(null);
    }

    public void Dispose()
    {
        watcher?.Dispose();
        watcher = null;
    }

    private void OnError(object sender, ErrorEventArgs error)
    {
        // Events or the whole watch were lost: the owner's next call of Ensure starts a new watch.
        watchedSince = default;
        changed(null);
    }
}
