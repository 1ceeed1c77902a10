using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace Ramus.Fuzz.Running;

/// <summary>
/// The branches that an execution took, with approximate counts, like AFL. The instrumented assemblies of the code
/// under test increment these counters; without instrumentation no input ever counts as new.
/// </summary>
internal sealed unsafe class Coverage
{
    private const int Size = 1 << 16;

    private static readonly byte[] Buckets = [.. Enumerable.Range(0, 256).Select(count => Bucket(count))];

    private readonly byte* counts = (byte*)NativeMemory.AllocZeroed(Size);
    private readonly byte[] seen = new byte[Size];

    /// <summary>Starts counting.</summary>
    public Coverage() => Trace.SharedMem = counts;

    /// <summary>The number of branches seen so far.</summary>
    public int Branches { get; private set; }

    public void Reset()
    {
        new Span<byte>(counts, Size).Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>
    /// True when the last execution took a branch, or a number of times, that no earlier one did. Marks it as seen.
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

    // Seven and eight times count as the same, once and twice do not.
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
