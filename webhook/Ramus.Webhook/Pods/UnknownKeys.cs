using System.Text;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;
using Ramus.Validation.Json;

namespace Ramus.Webhook.Pods;

/// <summary>
/// Keys of an annotation's elements that mean nothing; those with a domain are somebody's own and meant.
/// </summary>
internal static class UnknownKeys
{
    private const int Most = 5;
    private const int Longest = 40;

    /// <summary>A sentence for each, for an annotation that could be read.</summary>
    public static IEnumerable<string> Warn(string annotation, string? text)
    {
        if (text is null || !text.AsSpan().TrimStart().StartsWith("["))
        {
            yield break;
        }

        var list = GoJson.Parse(Encoding.UTF8.GetBytes(text), annotation);
        var (index, told) = (0, 0);
        foreach (var element in list.EnumerateArray())
        {
            index++;
            foreach (var key in element.EnumerateObject().Select(property => property.Name)
                .Where(name => !name.Contains('/', StringComparison.Ordinal)
                    && !NetworkSelection.JsonKeys.Contains(name, StringComparer.OrdinalIgnoreCase)))
            {
                if (told++ == Most)
                {
                    yield break;
                }

                var meant = Spelling.Nearest(key, NetworkSelection.JsonKeys);
                var shown = key.Length <= Longest ? key : key[..Longest];
                yield return $"element {index} of annotation {annotation} has the key '{shown}', which is ignored"
                    + (meant is null ? "" : $"; did you mean '{meant}'?");
            }
        }
    }
}
