using System.Buffers;

namespace Ramus.Fuzz.Mutation;

/// <summary>
/// A JSON value that can be edited: tokens keep their bytes, and need not be valid.
/// </summary>
internal sealed class JsonNode
{
    /// <summary>Text of a scalar; empty for objects and lists.</summary>
    public byte[] Token { get; set; } = [];

    public List<(byte[] Key, JsonNode Value)> Members { get; private set; } = [];

    public List<JsonNode> Items { get; private set; } = [];

    public bool IsObject { get; private set; }

    public bool IsList { get; private set; }

    public bool IsText => Token is [(byte)'"', .., (byte)'"'];

    public static JsonNode Scalar(byte[] token) => new() { Token = token };

    public static JsonNode Object() => new() { IsObject = true };

    public static JsonNode List() => new() { IsList = true };

    public JsonNode Copy() => new()
    {
        Token = Token,
        IsObject = IsObject,
        IsList = IsList,
        Members = [.. Members.Select(member => (member.Key, member.Value.Copy()))],
        Items = [.. Items.Select(item => item.Copy())],
    };

    /// <summary>Replaces this node's content by that of <paramref name="other"/>.</summary>
    public void Become(JsonNode other) =>
        (Token, IsObject, IsList, Members, Items) =
            (other.Token, other.IsObject, other.IsList, other.Members, other.Items);

    /// <summary>This node and all its descendants.</summary>
    public List<JsonNode> All()
    {
        var all = new List<JsonNode>();
        Collect(all);
        return all;
    }

    public void WriteTo(ArrayBufferWriter<byte> text)
    {
        if (!IsObject && !IsList)
        {
            text.Write(Token);
            return;
        }

        text.Write(IsObject ? "{"u8 : "["u8);
        var isFirst = true;
        foreach (var (key, value) in Members)
        {
            text.Write(isFirst ? ""u8 : ","u8);
            text.Write(key);
            text.Write(":"u8);
            value.WriteTo(text);
            isFirst = false;
        }

        foreach (var item in Items)
        {
            text.Write(isFirst ? ""u8 : ","u8);
            item.WriteTo(text);
            isFirst = false;
        }

        text.Write(IsObject ? "}"u8 : "]"u8);
    }

    public byte[] ToBytes()
    {
        var text = new ArrayBufferWriter<byte>();
        WriteTo(text);
        return text.WrittenSpan.ToArray();
    }

    /// <summary>The text as a JSON token.</summary>
    public static byte[] Quote(ReadOnlySpan<byte> text)
    {
        var quoted = new ArrayBufferWriter<byte>(text.Length + 2);
        quoted.Write("\""u8);
        foreach (var value in text)
        {
            switch (value)
            {
                case (byte)'"' or (byte)'\\':
                    quoted.Write([(byte)'\\', value]);
                    break;
                case < 0x20:
                    quoted.Write("\\u00"u8);
                    quoted.Write(System.Text.Encoding.ASCII.GetBytes(value.ToString("x2", null)));
                    break;
                default:
                    quoted.Write([value]);
                    break;
            }
        }

        quoted.Write("\""u8);
        return quoted.WrittenSpan.ToArray();
    }

    private void Collect(List<JsonNode> all)
    {
        all.Add(this);
        foreach (var (_, value) in Members)
        {
            value.Collect(all);
        }

        foreach (var item in Items)
        {
            item.Collect(all);
        }
    }
}
