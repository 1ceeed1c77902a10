using System.Collections.Concurrent;
using Ramus.Node.Services;

namespace Ramus.Node.Tests.Services;

public sealed class DirectoryWatcherTests : IDisposable
{
    private readonly ScratchDirectory root = new();
    private readonly ConcurrentQueue<string?> seen = new();

    public void Dispose() => root.Dispose();

    [Fact]
    public async Task It_tells_new_changed_renamed_and_removed_names()
    {
        using var watcher = new DirectoryWatcher(root.Path, seen.Enqueue);
        watcher.Ensure();

        root.Write("new", "x");
        File.Move(root["new"], root["renamed"]);
        File.Delete(root["renamed"]);

        await Eventually.HoldsAsync(() => seen.Contains("new") && seen.Count(name => name == "renamed") >= 2, "names");
    }

    [Fact]
    public void A_watch_begins_with_a_look_since_what_changed_before_it_was_not_seen()
    {
        using var watcher = new DirectoryWatcher(root["late"], seen.Enqueue);
        watcher.Ensure();
        seen.ShouldBeEmpty();

        Directory.CreateDirectory(root["late"]);
        watcher.Ensure();
        watcher.Ensure();

        seen.ShouldHaveSingleItem().ShouldBeNull();
    }

    [Fact]
    public async Task A_directory_made_later_or_anew_is_watched_from_the_next_look()
    {
        using var watcher = new DirectoryWatcher(root["late"], seen.Enqueue);
        watcher.Ensure();
        Directory.CreateDirectory(root["late"]);
        watcher.Ensure();
        root.Write("late/first", "x");
        await Eventually.HoldsAsync(() => seen.Contains("first"), "first");

        Directory.Delete(root["late"], recursive: true);
        Directory.CreateDirectory(root["late"]);
        watcher.Ensure();
        root.Write("late/second", "x");

        await Eventually.HoldsAsync(() => seen.Contains("second"), "second");
    }
}
