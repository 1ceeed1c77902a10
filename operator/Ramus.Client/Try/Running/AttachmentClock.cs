using System.Collections.Concurrent;
using System.Diagnostics;

namespace Ramus.Client.Try.Running;

/// <summary>
/// Times each attachment from outside: the plugin adds a line to its record before and after each, and the kernel tells
/// when. Two lines that were seen at once tell nothing.
/// </summary>
internal sealed class AttachmentClock : IDisposable
{
    private readonly ConcurrentDictionary<(string Key, int Index), long> seen = new();
    private readonly FileSystemWatcher watcher;
    private readonly string path;
    private readonly Lock guard = new();
    private int lines;

    public AttachmentClock(string containerId)
    {
        path = TryPaths.Record(containerId);
        watcher = new FileSystemWatcher(Path.GetDirectoryName(path)!, Path.GetFileName(path))
        {
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size,
        };
        watcher.Changed += (_, _) => Look();
        watcher.Created += (_, _) => Look();
        watcher.Renamed += (_, _) => Look();
        watcher.EnableRaisingEvents = true;
    }

    /// <summary>How long the attachment of this index took.</summary>
    public TimeSpan? TimeOf(int index) =>
        seen.TryGetValue(("started", index), out var from)
        && seen.TryGetValue(("attached", index), out var to)
        && to > from
            ? Stopwatch.GetElapsedTime(from, to)
            : null;

    public void Dispose() => watcher.Dispose();

    /// <summary>Takes what was written up to now and not told yet.</summary>
    public void Look()
    {
        var now = Stopwatch.GetTimestamp();
        lock (guard)
        {
            foreach (var line in ReadNewLines())
            {
                foreach (var key in (string[])["started", "attached"])
                {
                    if (RecordView.Step(line, key) is { } index)
                    {
                        seen.TryAdd((key, index), now);
                    }
                }
            }
        }
    }

    private string[] ReadNewLines()
    {
        try
        {
            // The last part is a line still being written, or nothing.
            var complete = File.ReadAllText(path).Split('\n')[..^1];
            var fresh = complete[Math.Min(lines, complete.Length)..];
            lines = complete.Length;
            return fresh;
        }
        catch (IOException)
        {
            return [];
        }
    }
}
