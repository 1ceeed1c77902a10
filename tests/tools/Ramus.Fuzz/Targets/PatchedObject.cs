using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ramus.Fuzz.Targets;

/// <summary>A patch changes what it names, and nothing else.</summary>
internal static class PatchedObject
{
    /// <summary>Applies the patch and compares.</summary>
    public static void Check(JsonElement original, byte[] patch)
    {
        // An API server writes no key twice, and applies no patch to such an object.
        if (!JudgedPod.IsUnambiguous(original))
        {
            return;
        }

        var named = JsonNode.Parse(patch)!.AsArray().Select(static operation => operation!["path"]!.GetValue<string>())
            .ToList();
        var patched = JudgedPod.Apply(original, patch);
        Rule.Holds(
            !named.Exists(static path => path is "" or "/metadata" or "/spec"), "a patch replaces no whole part",
            string.Join(' ', named));
        Compare(original, patched, "", named);
    }

    private static void Compare(JsonElement original, JsonElement patched, string path, List<string> named)
    {
        if (named.Contains(path))
        {
            return;
        }

        Rule.Holds(original.ValueKind == patched.ValueKind, "what no patch names stays as it was", path);
        switch (original.ValueKind)
        {
            case JsonValueKind.Object:
                CompareMembers(original, patched, path, named);
                break;
            case JsonValueKind.Array:
                CompareItems(original, patched, path, named);
                break;
            default:
                Rule.Holds(Text(original) == Text(patched), "what no patch names stays as it was", path);
                break;
        }
    }

    private static string? Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();

    private static void CompareMembers(JsonElement original, JsonElement patched, string path, List<string> named)
    {
        foreach (var member in original.EnumerateObject())
        {
            var own = $"{path}/{member.Name.Replace("~", "~0").Replace("/", "~1")}";
            if (patched.TryGetProperty(member.Name, out var value))
            {
                Compare(member.Value, value, own, named);
            }
            else
            {
                Rule.Holds(named.Contains(own), "no patch removes what it does not name", own);
            }
        }
    }

    // Added at one place: what was there before follows in its order.
    private static void CompareItems(JsonElement original, JsonElement patched, string path, List<string> named)
    {
        var added = patched.GetArrayLength() - original.GetArrayLength();
        Rule.Holds(added >= 0, "no list becomes shorter", path);
        Rule.Holds(
            added == 0 || named.Exists(one => one.StartsWith($"{path}/", StringComparison.Ordinal)),
            "no list grows that no patch names", path);
        var isInFront = added > 0 && named.Contains($"{path}/0");
        for (var index = 0; index < original.GetArrayLength(); index++)
        {
            Compare(original[index], patched[isInFront ? index + added : index], $"{path}/{index}", named);
        }
    }
}
