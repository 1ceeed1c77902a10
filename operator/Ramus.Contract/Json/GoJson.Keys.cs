using System.Text.Json;

namespace Ramus.Contract.Json;

public static partial class GoJson
{
    /// <summary>The value of a key. An exact match wins, otherwise case is ignored; null counts as absent.</summary>
    public static bool TryGetKey(this JsonElement o, string key, out JsonElement value)
    {
        value = default;
        if (o.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        if (!o.TryGetProperty(key, out value))
        {
            foreach (var property in o.EnumerateObject())
            {
                if (GoKey.Same(property, key))
                {
                    value = property.Value;
                    break;
                }
            }
        }

        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            value = default;
            return false;
        }

        return true;
    }

    /// <summary>A string; null when the key is absent.</summary>
    /// <exception cref="ContractException">The value is of another type.</exception>
    public static string? GetText(this JsonElement o, string key, string what)
    {
        if (!o.TryGetKey(key, out var value))
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : throw WrongType(key, what, "a string", value);
    }

    /// <summary>A boolean; <paramref name="absent"/> when the key is absent.</summary>
    /// <exception cref="ContractException">The value is of another type.</exception>
    public static bool GetFlag(this JsonElement o, string key, string what, bool absent = false)
    {
        if (!o.TryGetKey(key, out var value))
        {
            return absent;
        }

        return value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw WrongType(key, what, "a boolean", value),
        };
    }

    /// <summary>A boolean, or the string "true" or "false" in any case, which libcni accepts too.</summary>
    public static bool GetLooseFlag(this JsonElement o, string key, string what, bool absent = false)
    {
        if (!o.TryGetKey(key, out var value) || value.ValueKind != JsonValueKind.String)
        {
            return o.GetFlag(key, what, absent);
        }

        var text = value.GetString()!;
        if (text.Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        return text.Equals("false", StringComparison.OrdinalIgnoreCase)
            ? false
            : throw new ContractException(
                $"key '{key}' of {what}: expected true or false, got \"{Quote.Short(text)}\"");
    }

    /// <summary>A number; null when the key is absent.</summary>
    /// <exception cref="ContractException">The value is not a 64-bit integer.</exception>
    public static long? GetInteger(this JsonElement o, string key, string what)
    {
        if (!o.TryGetKey(key, out var value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Number)
        {
            throw WrongType(key, what, "a number", value);
        }

        return value.TryGetInt64(out var number)
            ? number
            : throw new ContractException(
                $"key '{key}' of {what}: expected a 64-bit integer, got {Quote.Short(value.GetRawText())}");
    }

    /// <summary>A list of strings; an absent key gives an empty list.</summary>
    public static IReadOnlyList<string> GetTexts(this JsonElement o, string key, string what)
    {
        if (!o.TryGetList(key, what, out var list))
        {
            return [];
        }

        var texts = new string[list.GetArrayLength()];
        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            texts[index++] = item.ValueKind == JsonValueKind.String
                ? item.GetString()!
                : throw WrongType($"{key}[{index - 1}]", what, "a string", item);
        }

        return texts;
    }

    /// <summary>The items of a list; empty when the key is absent or its value is not a list.</summary>
    public static JsonElement.ArrayEnumerator ItemsOf(this JsonElement o, string key) =>
        o.TryGetKey(key, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;

    internal static bool TryGetList(this JsonElement o, string key, string what, out JsonElement list)
    {
        if (!o.TryGetKey(key, out list))
        {
            return false;
        }

        return list.ValueKind == JsonValueKind.Array ? true : throw WrongType(key, what, "a list", list);
    }

    internal static bool TryGetObject(this JsonElement o, string key, string what, out JsonElement value)
    {
        if (!o.TryGetKey(key, out value))
        {
            return false;
        }

        return value.ValueKind == JsonValueKind.Object ? true : throw WrongType(key, what, "an object", value);
    }

    internal static ContractException WrongType(string key, string what, string expected, JsonElement got) =>
        new($"key '{Quote.Short(key)}' of {what}: expected {expected}, got {NameOf(got.ValueKind)}");
}
