using System.Collections.Concurrent;
using Ramus.Node.Services;

namespace Ramus.Node.Tests.Services;

public sealed class DirectoryWatcherTests : IDisposable
{
    private readonly ScratchDirectory root = new();
    private readonly ConcurrentQueue<string?> seen = new();

    public void Dispose() => root.Dispose();

    [Fact]
    public async Task New_changed_renamed_and_removed_files_are_reported()
    {
        using var watcher = new DirectoryWatcher(root.Path, seen.Enqueue);
        watcher.Ensure();

        root.Write("new", "x");
        File.Move(root["new"], root["renamed"]);
        File.Delete(root["renamed"]);

        await Eventually.HoldsAsync(() => seen.Contains("new") && seen.Count(name => name == "renamed") >= 2, "names");
    }

    [Fact]
    public void A_watch_starts_with_a_callback_because_earlier_changes_were_not_seen()
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
    public async Task A_directory_that_is_created_later_or_recreated_is_watched_after_the_next_Ensure()
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
