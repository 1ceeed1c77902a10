using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Ramus.Fuzz.Targets;

/// <summary>Looks at the bytes of JSON objects, to see that foreign keys pass unchanged.</summary>
internal static class Members
{
    /// <summary>Key and value of every member as they were read, but for the keys that a Go program takes for one of these.</summary>
    public static byte[] TextBut(JsonElement o, params ReadOnlySpan<string> keys)
    {
        var text = new MemoryStream();
        foreach (var member in o.EnumerateObject())
        {
            if (!Contains(keys, Fold(member.Name)))
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

    /// <summary>The only value of a key that a Go program could find.</summary>
    public static JsonElement? Only(JsonElement o, string key)
    {
        JsonElement? found = null;
        foreach (var member in o.EnumerateObject())
        {
            if (Fold(member.Name) == Fold(key))
            {
                Rule.Holds(found is null, "a Go program finds one value of a key", Encoding.UTF8.GetString(Raw(o)));
                found = member.Value;
            }
        }

        return found;
    }

    /// <summary>Written for the fuzzer alone: the code under test has its own, which may be wrong.</summary>
    public static string Fold(string key) =>
        key.Replace('\u017f', 's').Replace('\u212a', 'k').ToUpperInvariant().ToLowerInvariant();

    private static bool Contains(ReadOnlySpan<string> keys, string folded)
    {
        foreach (var key in keys)
        {
            if (Fold(key) == folded)
            {
                return true;
            }
        }

        return false;
    }
}
