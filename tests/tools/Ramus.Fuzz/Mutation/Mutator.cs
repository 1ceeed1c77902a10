using Ramus.Fuzz.Targets;

namespace Ramus.Fuzz.Mutation;

/// <summary>Creates new inputs from known ones.</summary>
/// <param name="chance">The source of random numbers.</param>
/// <param name="words">Texts and numbers to insert.</param>
/// <param name="hasHead">True when inputs begin with lines that are not JSON.</param>
internal sealed class Mutator(Chance chance, Words words, bool hasHead)
{
    /// <summary>The maximum size of a new input.</summary>
    public const int MaxBytes = 1 << 16;

    private const int UsualBytes = 3 << 10;

    private readonly JsonMutations json = new(chance, words);

    /// <summary>A mutated copy of <paramref name="input"/>, possibly with parts of <paramref name="other"/>.</summary>
    public byte[] Mutate(byte[] input, byte[] other)
    {
        var changed = chance.Next(100) < 65 ? AsJson(input, other) ?? AsBytes(input, other) : AsBytes(input, other);
        // Long inputs find few failures, and each takes the time of many short ones.
        var limit = chance.OnceIn(100) ? MaxBytes : UsualBytes;
        return changed.Length <= limit ? changed : changed[..limit];
    }

    private byte[]? AsJson(byte[] input, byte[] other)
    {
        var start = hasHead ? HeadedInput.BodyOf(input) : 0;
        if (JsonReading.TryRead(input.AsSpan(start)) is not { } tree)
        {
            return null;
        }

        var parts = JsonReading.TryRead(other.AsSpan(hasHead ? HeadedInput.BodyOf(other) : 0));
        for (var times = chance.Few(8); times > 0; times--)
        {
            json.Apply(tree, parts);
        }

        var body = tree.ToBytes();
        body = chance.OnceIn(8) ? json.Spaced(body) : body;
        return [.. Head(input, start, other), .. body];
    }

    private byte[] Head(byte[] input, int start, byte[] other) =>
        start == 0 || !chance.OnceIn(5) ? input[..start]
        : chance.OnceIn(2) ? other[..HeadedInput.BodyOf(other)]
        : AsBytes(input[..start], other);

    private byte[] AsBytes(byte[] input, byte[] other)
    {
        for (var times = chance.Few(8); times > 0; times--)
        {
            input = ByteMutations.Apply(input, chance, words, other);
        }

        return input;
    }
}
