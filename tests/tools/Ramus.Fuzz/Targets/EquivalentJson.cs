using System.Text;
using Ramus.Contract.Json;
using Ramus.Fuzz.Mutation;

namespace Ramus.Fuzz.Targets;

/// <summary>Writes JSON in another way that a Go program reads as the same.</summary>
internal static class EquivalentJson
{
    // The last part of the key alone: a mutation may have changed or escaped the characters before it.
    private static readonly byte[] Annotations = Encoding.UTF8.GetBytes(RuntimeAnnotations.Capability.Split('.')[^1]);

    private static readonly Words NoWords = new();

    /// <summary>Members in another order, keys in other letters, white space; null when the text is no JSON.</summary>
    public static byte[]? Vary(ReadOnlySpan<byte> text, ulong seed)
    {
        if (JsonReading.TryRead(text) is not { } tree)
        {
            return null;
        }

        var chance = new Chance(seed);
        Vary(tree, chance, areKeysKept: false);
        return new JsonMutations(chance, NoWords).Spaced(tree.ToBytes());
    }

    // Go programs distinguish the keys of maps by their letters: those of a pod's annotations, which a container
    // runtime passes on, and those of flannel's delegate and ipam.
    private static void Vary(JsonNode node, Chance chance, bool areKeysKept)
    {
        Shuffle(node, chance);
        var isFlannel = node.Members.Exists(static member => MayBeFlannel(member.Value.Token));
        for (var at = 0; at < node.Members.Count; at++)
        {
            var (key, value) = node.Members[at];
            var areAnnotations = key.AsSpan().IndexOf(Annotations) >= 0;
            Vary(value, chance, areKeysKept || areAnnotations || isFlannel);
            node.Members[at] = (areKeysKept || areAnnotations ? key : Recased(key, chance), value);
        }

        node.Items.ForEach(item => Vary(item, chance, areKeysKept));
    }

    // Letters can be escaped.
    private static bool MayBeFlannel(ReadOnlySpan<byte> text) =>
        text is [(byte)'"', ..] && (text.SequenceEqual("\"flannel\""u8) || text.Contains((byte)'\\'));

    private static void Shuffle(JsonNode node, Chance chance)
    {
        for (var at = node.Members.Count - 1; at > 0; at--)
        {
            var other = chance.Next(at + 1);
            (node.Members[at], node.Members[other]) = (node.Members[other], node.Members[at]);
        }
    }

    // Our own keys at a list, and keys with escapes or of other alphabets, are left alone.
    private static byte[] Recased(byte[] key, Chance chance)
    {
        if (key.AsSpan().IndexOf("ramus.dev/"u8) >= 0 || key.AsSpan().ContainsAnyExceptInRange((byte)' ', (byte)'~')
            || key.AsSpan().Contains((byte)'\\'))
        {
            return key;
        }

        var recased = new List<byte>(key.Length + 4);
        foreach (var letter in key)
        {
            if (!char.IsAsciiLetter((char)letter) || !chance.OnceIn(3))
            {
                recased.Add(letter);
                continue;
            }

            recased.AddRange((char)(letter | 0x20) switch
            {
                's' when chance.OnceIn(2) => "\u017f"u8,
                'k' when chance.OnceIn(2) => "\u212a"u8,
                _ => [(byte)(letter ^ 0x20)],
            });
        }

        return [.. recased];
    }
}
