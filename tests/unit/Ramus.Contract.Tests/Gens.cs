using CsCheck;

namespace Ramus.Contract.Tests;

/// <summary>Random input that several tests share.</summary>
internal static class Gens
{
    public static readonly Gen<string> Label = Gen.String[Gen.Char["abcz09"], 1, 12];

    /// <summary>A short text with characters of every kind that JSON writers treat differently.</summary>
    public static readonly Gen<string> AnyText =
        Gen.OneOf("a", "/", "ß", "☃", "😀", " ", "\n", "\"", "\\", "\0", "<&>", "\u2028", "\x7f").Array[0, 6]
            .Select(string.Concat);

    /// <summary>Text of one JSON string, with every kind of character and escape.</summary>
    public static readonly Gen<string> JsonString =
        Gen.OneOf(
            "a", "ß", "☃", "😀", " ", "\\n", "\\\"", "\\u0041", "\\ud83d\\ude00", "\\u0000", "<&>", "\u2028", "/",
            "\\/")
            .Array[0, 6].Select(parts => $"\"{string.Concat(parts)}\"");

    public static readonly Gen<string> JsonNumber =
        Gen.OneOf("0", "-0", "1.0", "1e3", "9007199254740993", "18446744073709551616", "-1.5E-7");

    private static readonly Gen<string> Space = Gen.OneOf("", "", "", " ", "\n  ", "\t", "\r\n");

    private static readonly Gen<string> Leaf = Gen.OneOf(JsonString, JsonNumber, Gen.OneOf("true", "false", "null"));

    /// <summary>Text of a JSON value of up to four levels; the keys of an object differ.</summary>
    public static readonly Gen<string> JsonValue = Value(3);

    public static readonly Gen<string> JsonObject = Object(3);

    private static Gen<string> Value(int levels) =>
        levels == 0 ? Leaf : Gen.OneOf(Leaf, List(levels), Object(levels));

    private static Gen<string> List(int levels) =>
        Gen.Select(Space, Value(levels - 1).Array[0, 4]).Select((space, items) =>
            $"[{space}{string.Join($"{space},{space}", items)}{space}]");

    private static Gen<string> Object(int levels) =>
        Gen.Select(Space, Gen.Select(JsonString, Value(levels - 1)).Array[0, 4]).Select((space, pairs) =>
        {
            var index = 0;
            var members = pairs.Select(pair =>
                $"\"{(char)('a' + index++)}{pair.Item1[1..]}{space}:{space}{pair.Item2}");
            return $"{{{space}{string.Join($",{space}", members)}{space}}}";
        });
}
