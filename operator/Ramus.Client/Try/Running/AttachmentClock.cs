using System.Collections.Concurrent;
using System.Diagnostics;

namespace Ramus.Client.Try.Running;

/// <summary>
/// Times each attachment from outside: the plugin adds a line to its record before and after each, and the kernel tells
/// when. Two lines that were seen at once tell nothing.
/// </summary>
internal sealed class AttachmentClock : IDisposable
{
    private readonly ConcurrentDictionary<(Step Step, int Index), long> seen = new();
    private readonly FileSystemWatcher watcher;
    private readonly string path;
    private readonly Lock guard = new();

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
        seen.TryGetValue((Step.Started, index), out var from)
        && seen.TryGetValue((Step.Attached, index), out var to)
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
            var progress = RecordView.Progress(path);
            for (var index = 0; index < progress.Count; index++)
            {
                Note(progress[index].Started, Step.Started, index);
                Note(progress[index].Result is not null, Step.Attached, index);
            }
        }

        void Note(bool isDone, Step step, int index)
        {
            if (isDone)
            {
                seen.TryAdd((step, index), now);
            }
        }
    }

    private enum Step
    {
        Started,
        Attached,
    }
}
