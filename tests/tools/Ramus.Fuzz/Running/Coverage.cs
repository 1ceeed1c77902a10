using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace Ramus.Fuzz.Running;

/// <summary>
/// Which branches an execution took and about how often, as AFL counts it. The instrumented assemblies of the code
/// under test count in here; without instrumentation nothing is ever new.
/// </summary>
internal sealed unsafe class Coverage
{
    private const int Size = 1 << 16;

    private static readonly byte[] Buckets = [.. Enumerable.Range(0, 256).Select(count => Bucket(count))];

    private readonly byte* counts = (byte*)NativeMemory.AllocZeroed(Size);
    private readonly byte[] seen = new byte[Size];

    /// <summary>From now on, what runs is counted.</summary>
    public Coverage() => Trace.SharedMem = counts;

    /// <summary>Branches seen so far.</summary>
    public int Branches { get; private set; }

    public void Reset()
    {
        new Span<byte>(counts, Size).Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>
    /// True when the last execution did something that none before it did; it counts as seen afterwards.
    /// </summary>
    public bool TakeNew()
    {
        var isNew = false;
        for (var at = 0; at < Size; at += sizeof(ulong))
        {
            if (*(ulong*)(counts + at) != 0)
            {
                isNew |= Take(at);
            }
        }

        return isNew;
    }

    private bool Take(int from)
    {
        var isNew = false;
        for (var at = from; at < from + sizeof(ulong); at++)
        {
            var bucket = Buckets[counts[at]];
            if ((bucket & ~seen[at]) != 0)
            {
                Branches += seen[at] == 0 ? 1 : 0;
                seen[at] |= bucket;
                isNew = true;
            }
        }

        return isNew;
    }

    // Seven or eight times is the same, once or twice is not.
    private static byte Bucket(int count) => count switch
    {
        0 => 0,
        1 => 1,
        2 => 2,
        3 => 4,
        < 8 => 8,
        < 16 => 16,
        < 32 => 32,
        < 128 => 64,
        _ => 128,
    };
}
