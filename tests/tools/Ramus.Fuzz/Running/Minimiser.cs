using System.Diagnostics;

namespace Ramus.Fuzz.Running;

/// <summary>Makes an input smaller as long as it fails for the same reason.</summary>
internal static class Minimiser
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static byte[] Shrink(byte[] input, Func<byte[], bool> fails)
    {
        var began = Stopwatch.GetTimestamp();
        for (var size = input.Length / 2; size > 0 && Stopwatch.GetElapsedTime(began) < Patience;)
        {
            var smaller = WithoutPart(input, size, fails, began);
            // What could not go before may go now, once its surroundings went.
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
