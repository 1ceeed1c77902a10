using Ramus.Fuzz.Mutation;
using Ramus.Fuzz.Targets;

namespace Ramus.Fuzz.Running;

/// <summary>
/// The inputs from which new ones are created: the seeds, and every later input that reached new code.
/// </summary>
internal sealed class Inputs
{
    private const int Recent = 50;
    private readonly List<byte[]> all = [];

    public int Count => all.Count;

    public void Add(byte[] input) => all.Add(input);

    /// <summary>Mostly the shorter of two inputs: it runs faster, and its mutations have more effect.</summary>
    public byte[] Pick(Chance chance)
    {
        var (one, two) = (PickOne(chance), PickOne(chance));
        return one.Length <= two.Length || chance.OnceIn(4) ? one : two;
    }

    // The newest inputs reach the least known code, so one of them is taken half of the time.
    private byte[] PickOne(Chance chance) => chance.OnceIn(2)
        ? chance.Pick(all)
        : all[all.Count - 1 - chance.Next(Math.Min(Recent, all.Count))];

    /// <summary>The seeds of a target, in the order of their names.</summary>
    public static IReadOnlyList<byte[]> Seeds(string corpus, string target) =>
        [.. Directory.EnumerateFiles(Path.Combine(corpus, target)).Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes)];

    /// <summary>The keys and texts of the seeds, and hostile words.</summary>
    public static Words WordsOf(IReadOnlyList<byte[]> seeds, FuzzTarget target)
    {
        var words = new Words();
        foreach (var seed in seeds)
        {
            if (JsonReading.TryRead(seed.AsSpan(target.HasHead ? HeadedInput.BodyOf(seed) : 0)) is { } tree)
            {
                words.Learn(tree);
            }
        }

        return words;
    }
}
