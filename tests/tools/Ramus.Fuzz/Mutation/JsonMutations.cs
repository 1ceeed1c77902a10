using System.Text;

namespace Ramus.Fuzz.Mutation;

/// <summary>Mutations of JSON: colliding keys, moved values, wrong types and depths.</summary>
internal sealed class JsonMutations(Chance chance, Words words)
{
    private static readonly int[] Depths = [1, 1, 1, 2, 3, 10, 17, 48, 57, 61, 64, 70];

    /// <summary>
    /// Mutates one place in <paramref name="root"/>, possibly with parts of <paramref name="other"/>.
    /// </summary>
    public void Apply(JsonNode root, JsonNode? other)
    {
        var all = root.All();
        var node = chance.Pick(all);
        switch (chance.Next(13))
        {
            case 0 or 1 when Pick(all, node => node.Members.Count > 0) is { } o:
                ChangeKeys(o);
                break;
            case 2 when Pick(all, node => node.Members.Count + node.Items.Count > 0) is { } owner:
                Remove(owner);
                break;
            case 3:
                Swap(node, chance.Pick(all));
                break;
            case 4 when Pick(all, node => node.IsText) is { } text:
                text.Token = ChangeText(text.Token);
                break;
            case 5:
                Nest(node, chance.Pick(Depths));
                break;
            case 6 or 7 when other is not null:
                Take(node, other);
                break;
            case 8 when Pick(all, node => node.IsObject) is { } o:
                o.Members.Insert(chance.Next(o.Members.Count + 1), (words.Quoted(chance), Value(all)));
                break;
            case 9 when Pick(all, node => node.IsList) is { } list:
                Grow(list, all);
                break;
            case 10 when Pick(all, IsEmbedded) is { } text:
                ChangeEmbedded(text, other);
                break;
            default:
                node.Become(Value(all));
                break;
        }
    }

    /// <summary>Adds white space where JSON allows it.</summary>
    public byte[] Spaced(ReadOnlySpan<byte> text)
    {
        var spaced = new List<byte>(text.Length * 2);
        var inString = false;
        for (var at = 0; at < text.Length; at++)
        {
            spaced.Add(text[at]);
            if (inString && text[at] == '\\' && at + 1 < text.Length)
            {
                spaced.Add(text[++at]);
                continue;
            }

            inString ^= text[at] == '"';
            if (!inString && text[at] is (byte)',' or (byte)':' or (byte)'{' or (byte)'[' && chance.OnceIn(2))
            {
                spaced.AddRange(chance.OnceIn(2) ? "\n  "u8 : chance.OnceIn(2) ? " "u8 : "\r\n\t"u8);
            }
        }

        return [.. spaced];
    }

    private JsonNode? Pick(List<JsonNode> all, Func<JsonNode, bool> isWanted)
    {
        var wanted = all.FindAll(node => isWanted(node));
        return wanted.Count == 0 ? null : chance.Pick(wanted);
    }

    private JsonNode Value(List<JsonNode> all) => chance.Next(3) switch
    {
        0 => chance.Pick(all).Copy(),
        1 => JsonNode.Scalar(words.Quoted(chance)),
        _ => JsonNode.Scalar(Words.Value(chance)),
    };

    private void ChangeKeys(JsonNode o)
    {
        var at = chance.Next(o.Members.Count);
        var (key, value) = o.Members[at];
        var second = chance.Next(o.Members.Count);
        switch (chance.Next(5))
        {
            case 0:
                o.Members.Insert(second, (key, value.Copy()));
                break;
            case 1:
                o.Members.Insert(second, (Recased(key), value.Copy()));
                break;
            case 2:
                o.Members[at] = (Recased(key), value);
                break;
            case 3:
                (o.Members[at], o.Members[second]) = ((o.Members[second].Key, value), (key, o.Members[second].Value));
                break;
            default:
                o.Members[at] = (words.Quoted(chance), value);
                break;
        }
    }

    private byte[] Recased(byte[] key)
    {
        var at = chance.Next(key.Length);
        if (!char.IsAsciiLetter((char)key[at]))
        {
            return key;
        }

        byte[] letter = (char)(key[at] | 0x20) switch
        {
            's' when chance.OnceIn(3) => [.. "\u017f"u8],
            'k' when chance.OnceIn(3) => [.. "\u212a"u8],
            _ when chance.OnceIn(4) => Encoding.ASCII.GetBytes($"\\u{key[at]:x4}"),
            _ => [(byte)(key[at] ^ 0x20)],
        };
        return [.. key.AsSpan(0, at), .. letter, .. key.AsSpan(at + 1)];
    }

    private void Remove(JsonNode owner)
    {
        if (owner.Members.Count > 0)
        {
            owner.Members.RemoveAt(chance.Next(owner.Members.Count));
            return;
        }

        owner.Items.RemoveAt(chance.Next(owner.Items.Count));
    }

    private static void Swap(JsonNode one, JsonNode two)
    {
        var (first, second) = (one.Copy(), two.Copy());
        one.Become(second);
        two.Become(first);
    }

    private void Nest(JsonNode node, int depth)
    {
        for (; depth > 0; depth--)
        {
            var inner = node.Copy();
            var outer = chance.OnceIn(2) ? JsonNode.List() : JsonNode.Object();
            if (outer.IsList)
            {
                outer.Items.Add(inner);
            }
            else
            {
                outer.Members.Add((words.Quoted(chance), inner));
            }

            node.Become(outer);
        }
    }

    private void Take(JsonNode node, JsonNode other)
    {
        var part = chance.Pick(other.All()).Copy();
        if (node.IsObject && part.IsObject && part.Members.Count > 0)
        {
            node.Members.Add(chance.Pick(part.Members));
            return;
        }

        if (node.IsList && chance.OnceIn(2))
        {
            node.Items.Add(part);
            return;
        }

        node.Become(part);
    }

    private void Grow(JsonNode list, List<JsonNode> all)
    {
        var item = list.Items.Count > 0 && !chance.OnceIn(4) ? chance.Pick(list.Items) : Value(all);
        for (var times = chance.OnceIn(10) ? 40 : chance.Few(5); times > 0; times--)
        {
            list.Items.Insert(chance.Next(list.Items.Count + 1), item.Copy());
        }
    }

    private byte[] ChangeText(byte[] token)
    {
        var inner = token[1..^1];
        var at = chance.Next(inner.Length + 1);
        var word = JsonNode.Quote(words.Text(chance))[1..^1];
        return chance.Next(4) switch
        {
            0 => [(byte)'"', .. word, (byte)'"'],
            1 => [(byte)'"', .. inner.AsSpan(0, at), .. word, .. inner.AsSpan(at), (byte)'"'],
            2 => [(byte)'"', .. inner.AsSpan(0, at), (byte)'"'],
            _ => [(byte)'"', .. inner, .. inner, (byte)'"'],
        };
    }

    // JSON inside a string: an annotation, or the config of a NetworkAttachmentDefinition.
    private static bool IsEmbedded(JsonNode node) =>
        node.IsText && node.Token.Length > 4 && node.Token[1] is (byte)'{' or (byte)'[';

    private void ChangeEmbedded(JsonNode text, JsonNode? other)
    {
        var inner = Encoding.UTF8.GetString(text.Token.AsSpan(1, text.Token.Length - 2))
            .Replace("\\\"", "\"", StringComparison.Ordinal);
        if (JsonReading.TryRead(Encoding.UTF8.GetBytes(inner)) is { } tree)
        {
            Apply(tree, other);
            text.Token = JsonNode.Quote(tree.ToBytes());
        }
    }
}
