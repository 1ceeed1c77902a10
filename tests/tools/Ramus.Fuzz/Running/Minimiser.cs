using System.Diagnostics;

namespace Ramus.Fuzz.Running;

/// <summary>Shrinks an input as long as it fails with the same signature.</summary>
internal static class Minimiser
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static byte[] Shrink(byte[] input, Func<byte[], bool> fails)
    {
        var began = Stopwatch.GetTimestamp();
        for (var size = input.Length / 2; size > 0 && Stopwatch.GetElapsedTime(began) < Patience;)
        {
            var smaller = WithoutPart(input, size, fails, began);
            // A part that could not be removed before may be removable after its surroundings were.
            size = smaller.Length < input.Length && size == 1 ? Math.Max(1, smaller.Length / 4) : size / 2;
            input = smaller;
        }

        return input;
    }

    private static byte[] WithoutPart(byte[] input, int size, Func<byte[], bool> fails, long began)
    {
        for (var at = 0; at < input.Length && Stopwatch.GetElapsedTime(began) < Patience;)
        {
            byte[] candidate = [.. input.AsSpan(0, at), .. input.AsSpan(Math.Min(at + size, input.Length))];
            if (fails(candidate))
            {
                input = candidate;
            }
            else
            {
                at += size;
            }
        }

        return input;
    }
}
