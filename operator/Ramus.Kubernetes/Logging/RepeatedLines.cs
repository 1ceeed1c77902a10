using Microsoft.Extensions.Logging.Abstractions;

namespace Ramus.Kubernetes.Logging;

/// <summary>
/// Leaves out a log entry that was written less than a second ago, and says so when it is written again. One cause,
/// such as an API server that does not answer, often reaches several loops of a program at once.
/// </summary>
internal sealed class RepeatedLines(TimeProvider time)
{
    private const int MostKnown = 256;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Dictionary<(int Event, string Sentence), (long At, int LeftOut)> known = [];

    /// <summary>The sentence to write for an entry; null when the entry is left out.</summary>
    public string? Next<TState>(in LogEntry<TState> entry)
    {
        var sentence = entry.Formatter(entry.State, entry.Exception);
        var key = (entry.EventId.Id, sentence);
        var now = time.GetTimestamp();
        lock (gate)
        {
            var isKnown = known.TryGetValue(key, out var before);
            if (isKnown && time.GetElapsedTime(before.At, now) < Window)
            {
                known[key] = before with { LeftOut = before.LeftOut + 1 };
                return null;
            }

            if (isKnown || HasRoom(now))
            {
                known[key] = (now, 0);
            }

            return before.LeftOut == 0
                ? sentence
                : $"{sentence} ({before.LeftOut} more times since it was last logged)";
        }
    }

    private bool HasRoom(long now)
    {
        if (known.Count >= MostKnown)
        {
            foreach (var (key, _) in known.Where(one => time.GetElapsedTime(one.Value.At, now) >= Window).ToList())
            {
                known.Remove(key);
            }
        }

        return known.Count < MostKnown;
    }
}
