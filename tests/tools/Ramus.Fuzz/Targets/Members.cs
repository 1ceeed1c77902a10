using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Ramus.Fuzz.Targets;

/// <summary>Compares the bytes of JSON objects, to check that unknown keys pass unchanged.</summary>
internal static class Members
{
    /// <summary>
    /// The key and the original value of every member, except keys that a Go program treats as one of the given keys.
    /// </summary>
    public static byte[] TextBut(JsonElement o, params ReadOnlySpan<string> keys)
    {
        var text = new MemoryStream();
        foreach (var member in o.EnumerateObject())
        {
            if (!Contains(keys, member.Name))
            {
                text.Write(JsonMarshal.GetRawUtf8PropertyName(member));
                text.Write(":"u8);
                text.Write(JsonMarshal.GetRawUtf8Value(member.Value));
                text.Write("\n"u8);
            }
        }

        return text.ToArray();
    }

    public static byte[] Raw(JsonElement value) => JsonMarshal.GetRawUtf8Value(value).ToArray();

    /// <summary>The only value that a Go program could find for a key.</summary>
    public static JsonElement? Only(JsonElement o, string key)
    {
        JsonElement? found = null;
        foreach (var member in o.EnumerateObject())
        {
            if (IsSame(key, member.Name))
            {
                Rule.Holds(found is null, "a Go program finds one value of a key", Encoding.UTF8.GetString(Raw(o)));
                found = member.Value;
            }
        }

        return found;
    }

    /// <summary>
    /// True when a Go program treats both as the same key. Independent of the code under test, whose rule may be wrong.
    /// </summary>
    public static bool IsSame(string key, string name) => key.Length == name.Length && Fold(key) == Fold(name);

    private static bool Contains(ReadOnlySpan<string> keys, string name)
    {
        foreach (var key in keys)
        {
            if (IsSame(key, name))
            {
                return true;
            }
        }

        return false;
    }

    private static string Fold(string key) =>
        key.Replace('\u017f', 's').Replace('\u212a', 'k').ToUpperInvariant().ToLowerInvariant();
}
