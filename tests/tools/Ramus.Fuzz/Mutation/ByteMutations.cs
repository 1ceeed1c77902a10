namespace Ramus.Fuzz.Mutation;

/// <summary>Mutations that treat input as plain bytes.</summary>
internal static class ByteMutations
{
    private static readonly byte[][] BadUtf8 =
    [
        [0x80], [0xC0, 0xAF], [0xC1, 0xBF], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF],
            [0xF0, 0x80, 0x80, 0xAF],
        [0xF4, 0x90, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFE], [0xFF], [0xC2], [0xE2, 0x82],
            [0xF0, 0x9F, 0x98],
        [0xEF, 0xBB, 0xBF],
    ];

    private static readonly byte[] Marks = [.. "{}[]\",:\\/ \n\t\0.-@;=%#'0919aAeE+\u007f"u8];

    /// <summary>Applies one mutation.</summary>
    public static byte[] Apply(byte[] input, Chance chance, Words words, byte[] other)
    {
        if (input.Length == 0)
        {
            return words.Text(chance);
        }

        var at = chance.Next(input.Length);
        var end = Math.Min(input.Length, at + chance.Few(12) * chance.Few(6));
        return chance.Next(11) switch
        {
            0 => Flip(input, at, chance),
            1 => Replace(input, at, at + 1, [chance.Pick(Marks)]),
            2 => Replace(input, at, at, [chance.Pick(Marks)]),
            3 => Replace(input, at, end, []),
            4 => Repeat(input, at, end, chance),
            5 => input[..at],
            6 => Replace(input, at, chance.OnceIn(2) ? at : Math.Min(at + 1, input.Length), chance.Pick(BadUtf8)),
            7 => Replace(input, at, at, words.Text(chance)),
            8 => Replace(input, at, at, Words.Value(chance)),
            9 => Splice(input, at, other, chance),
            _ => Move(input, at, end, chance),
        };
    }

    private static byte[] Flip(byte[] input, int at, Chance chance)
    {
        var changed = (byte[])input.Clone();
        changed[at] ^= (byte)(1 << chance.Next(8));
        return changed;
    }

    private static byte[] Replace(byte[] input, int from, int to, byte[] by) =>
        [.. input.AsSpan(0, from), .. by, .. input.AsSpan(to)];

    private static byte[] Repeat(byte[] input, int from, int to, Chance chance)
    {
        var part = input[from..to];
        var times = chance.OnceIn(8) ? 200 : chance.Few(10);
        return Replace(input, to, to, [.. Enumerable.Repeat(part, times).SelectMany(bytes => bytes)]);
    }

    // The beginning of one input, followed by the end of another.
    private static byte[] Splice(byte[] input, int at, byte[] other, Chance chance) =>
        other.Length == 0 ? input : [.. input.AsSpan(0, at), .. other.AsSpan(chance.Next(other.Length))];

    private static byte[] Move(byte[] input, int from, int to, Chance chance)
    {
        var rest = Replace(input, from, to, []);
        var target = chance.Next(rest.Length + 1);
        return Replace(rest, target, target, input[from..to]);
    }
}
